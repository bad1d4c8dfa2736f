namespace Clt.Running.Tests.Toys;

/// <summary>
/// Sentences of an adjective, a noun and a verb in English and Russian, or other languages as the English; items are the same in all:
/// words, tags, a tree, a label, and links of their words.
/// </summary>
internal sealed class TwoScripts(string languages = "en ru", bool aligned = true, int train = 40, int test = 16) : ISource
{
    private static readonly (string Latin, string Cyrillic)[] Adjectives =
    [
        ("red", "красный"),
        ("old", "старый"),
        ("big", "большой"),
        ("new", "новый"),
    ];
    private static readonly (string Latin, string Cyrillic)[] Nouns = [("cat", "кот"), ("house", "дом"), ("wolf", "волк"), ("tree", "лес")];
    private static readonly (string Latin, string Cyrillic)[] Verbs =
    [
        ("sleeps", "спит"),
        ("waits", "ждёт"),
        ("falls", "падает"),
        ("burns", "горит"),
    ];

    public SourceInfo Info { get; } =
        new("two-scripts", "Made up.", [.. languages.Split(' ').Select(Language.Parse)], new Dictionary<string, string>());

    public string Fingerprint(SourceContext context) => $"{train}-{test}-{aligned}";

    public IEnumerable<Record> Read(SourceRequest request)
    {
        var count = request.Split switch
        {
            Split.Train => train,
            Split.Test => test,
            _ => 8,
        };
        for (var i = 0; i < count; i++)
        {
            var rng = ((Seed)i).Stream($"{request.Split}").Generator();
            string Word((string Latin, string Cyrillic) of) => request.Language.Iso639 == "rus" ? of.Cyrillic : of.Latin;
            string[] words = [Word(Adjectives[rng.Next(4)]), " " + Word(Nouns[rng.Next(4)]), " " + Word(Verbs[rng.Next(4)])];
            // Where they are not aligned, items have names of their own in each language.
            yield return new Record(
                aligned ? $"{request.Split}-{i}" : $"{request.Language.Code}-{i}",
                request.Language,
                new Dictionary<string, string>
                {
                    ["text"] = string.Concat(words),
                    ["words"] = string.Join('\n', words),
                    ["tags"] = "ADJ NOUN VERB",
                    ["tree"] = "ADJ\t2\tamod\nNOUN\t3\tnsubj\nVERB\t0\troot",
                    ["links"] = "0-0 1-1 2-2",
                }
            );
        }
    }
}

/// <summary>The parts of speech of <see cref="TwoScripts"/>.</summary>
internal sealed class SpeechTask(ISource source, string labels = "ADJ NOUN VERB") : ITask
{
    public TaskInfo Info { get; } =
        new("speech", "Tag words.", new Dictionary<string, string>(), Scoring.Tag, ["tags"]) { Labels = labels.Split(' ') };

    public ISource Source { get; } = source;

    public Example Format(Record record) =>
        Example.Tagged(record.ItemId, record.Language, Info.Name, record["words"].Split('\n'), record["tags"].Split(' '));
}

/// <summary>Which of the words hangs on which.</summary>
internal sealed class PairsTask(ISource source) : ITask
{
    public TaskInfo Info { get; } =
        new("pairs", "Heads of words.", new Dictionary<string, string>(), Scoring.Pairs, ["tags"]) { Labels = ["arc", "none"] };

    public ISource Source { get; } = source;

    public Example Format(Record record) =>
        new(
            record.ItemId,
            record.Language,
            Info.Name,
            [
                .. record["words"].Split('\n').Select(w => new Segment(w, Role.User, false)),
                new Segment("1-2=arc 1-3=none 2-3=arc 2-1=none", Role.Assistant, true),
            ]
        );
}

/// <summary>Whether a text stands beside its own adjective.</summary>
internal sealed class MatchTask(ISource source) : ITask
{
    public TaskInfo Info { get; } =
        new("match", "Does it match?", new Dictionary<string, string>(), Scoring.Label, ["exact"]) { Labels = ["yes", "no"] };

    public ISource Source { get; } = source;

    public Example Format(Record record)
    {
        var words = record["words"].Split('\n');
        var own = int.Parse(record.ItemId.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture) % 2 == 0;
        return new Example(
            record.ItemId,
            record.Language,
            Info.Name,
            [
                new Segment(words[0], Role.User, false),
                new Segment(own ? words[0] : words[1], Role.User, false),
                new Segment(own ? "yes" : "no", Role.Assistant, true),
            ]
        );
    }
}

/// <summary>Share of right tags.</summary>
internal sealed class TagShare : MeanMetric
{
    public override MetricInfo Info { get; } = new("tags", "tags|v:1", "Share of right tags.") { Range = MetricRange.Proportion };

    public override ItemScore Score(Prediction prediction)
    {
        var (gold, given) = (prediction.References[0].Split(' '), prediction.Output.Split(' '));
        given.Length.ShouldBe(gold.Length);
        return new ItemScore(gold.Zip(given).Average(p => p.First == p.Second ? 1.0 : 0));
    }
}
