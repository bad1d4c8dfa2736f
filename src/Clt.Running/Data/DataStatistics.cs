using Clt.Formats.Tokenization;
using Clt.Recipes.Data;
using Clt.Results.Tables;

namespace Clt.Running.Data;

/// <summary>What the data of a study are in one language.</summary>
/// <param name="Language">The language.</param>
/// <param name="Train">Training examples there are, over all tasks that are trained on.</param>
/// <param name="Test">Test items there are.</param>
/// <param name="Mean">Mean length of an example: tokens, or characters without a tokenizer.</param>
/// <param name="Longest">The longest of those looked at.</param>
/// <param name="Fertility">Tokens a word; a character in scripts without spaces. NaN without a tokenizer.</param>
/// <param name="InLanguage">Share of the completions that language identification takes for the language; NaN without a model.</param>
/// <param name="Repeated">Training examples whose prompt stands there before.</param>
/// <param name="NearlyRepeated">
/// Further training examples whose prompt is nearly one before (<see cref="MinHash"/>), among those looked at.
/// </param>
/// <param name="Leaked">Test items whose prompt is one of training.</param>
/// <param name="NearlyLeaked">Further test items whose prompt is nearly one of training (<see cref="MinHash"/>).</param>
public sealed record DataStatistics(
    Language Language,
    int Train,
    int Test,
    double Mean,
    int Longest,
    double Fertility,
    double InLanguage,
    int Repeated,
    int NearlyRepeated,
    int Leaked,
    int NearlyLeaked
)
{
    /// <summary>Reads a language's data.</summary>
    /// <param name="data">What is trained and tested.</param>
    /// <param name="context">For reading.</param>
    /// <param name="limit">Most examples of a task that lengths, languages and near duplicates are looked for in; all are counted.</param>
    /// <param name="tokenizer">Measures lengths, or null.</param>
    /// <param name="identification">A metric that is 1 for text in its language (line-pass-rate), or null.</param>
    /// <exception cref="InputException">The data are missing or wrong.</exception>
    public static DataStatistics Of(
        StudyData data,
        SourceContext context,
        int limit,
        HubTokenizer? tokenizer = null,
        IMetric? identification = null
    )
    {
        List<Example> Examples(IEnumerable<ITask> tasks, Split split) =>
            [.. tasks.SelectMany(t => t.Source.Read(new SourceRequest(data.Language, split, context)).Select(t.Format))];
        var (train, test) = (Examples(data.Trained, Split.Train), Examples(data.Tested, Split.Test));
        var looked = train.Take(limit).Concat(test.Take(limit)).ToList();
        var texts = looked.Select(e => string.Concat(e.Segments.Select(s => s.Text))).ToList();
        var lengths = texts.Select(t => tokenizer is null ? t.Length : tokenizer.Encode(t).Ids.Count).ToList();
        var words = texts.Sum(t =>
            data.Language.IsUnsegmented
                ? t.Count(c => !char.IsWhiteSpace(c))
                : t.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length
        );
        var known = train.Select(Key).ToHashSet(StringComparer.Ordinal);
        var leaked = test.Where(e => known.Contains(Key(e))).ToList();
        var near = new MinHash(new Seed(1));
        var nearlyRepeated = 0;
        foreach (var text in train.Take(limit).DistinctBy(Key, StringComparer.Ordinal).Select(Text))
        {
            if (near.Finds(text))
                nearlyRepeated++;
            near.Add(text);
        }

        var judged = identification is null
            ? []
            : looked
                .Select(e => identification.Score(new Prediction(e.ItemId, data.Language, "", e.Completion, e.References)).Value)
                .Where(double.IsFinite)
                .ToList();
        return new DataStatistics(
            data.Language,
            train.Count,
            test.Count,
            lengths.DefaultIfEmpty().Average(),
            lengths.DefaultIfEmpty().Max(),
            tokenizer is null || words == 0 ? double.NaN : (double)lengths.Sum() / words,
            judged.Count == 0 ? double.NaN : judged.Average(),
            train.Count - known.Count,
            nearlyRepeated,
            leaked.Count,
            test.Except(leaked).Take(limit).Count(e => near.Finds(Text(e)))
        );
    }

    /// <summary>The rows as a table.</summary>
    /// <param name="rows">One a language.</param>
    /// <param name="unit">Of lengths: tokens or characters.</param>
    /// <param name="limit">As for <see cref="Of"/>.</param>
    public static TableModel Table(IReadOnlyList<DataStatistics> rows, string unit, int limit) =>
        new(
            "Data by language",
            [
                new("language"),
                new("train", true),
                new("test", true),
                new($"mean {unit}", true),
                new("longest", true),
                new("tokens a word", true),
                new("in the language", true),
                new("repeated in train", true),
                new("nearly", true),
                new("test in train", true),
                new("nearly", true),
            ],
            [
                .. rows.Select(r => new TableRow([
                    r.Language.Name,
                    Format.Count(r.Train),
                    Format.Count(r.Test),
                    Number(r.Mean),
                    Format.Count(r.Longest),
                    Number(r.Fertility),
                    Words.Percent(r.InLanguage),
                    Format.Count(r.Repeated),
                    Format.Count(r.NearlyRepeated),
                    Format.Count(r.Leaked),
                    Format.Count(r.NearlyLeaked),
                ])),
            ],
            $"Lengths, languages and near duplicates over at most {Format.Count(limit)} examples of each part. Prompts are compared "
                + $"without case and "
                + $"punctuation; in scripts without spaces a word is a character."
        );

    /// <summary>What an example asks, or where it asks nothing, what it says.</summary>
    private static string Text(Example example) => example.Prompt.Length > 0 ? example.Prompt : example.Completion;

    private static string Key(Example example) => MinHash.Normal(Text(example));

    private static string Number(double value) =>
        double.IsFinite(value) ? value.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) : "–";
}
