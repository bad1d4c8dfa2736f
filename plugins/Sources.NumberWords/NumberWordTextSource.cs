namespace Clt.Plugins.Sources.NumberWords;

/// <summary>Lines of text to pre-train on: numbers and expressions in words and digits, never a worded question with its answer.</summary>
/// <remarks>
/// Fields: <c>text</c> and <c>kind</c> (pair, expression, across-languages, sum, question). Per language 25 % pairs, 30 % expressions, 15 %
/// across two of the languages, 20 % sums in digits, 10 % questions. The same line may come again, as in any text. A line, and with it all
/// its copies, is in one split, by the hash of its text; number = word pairs and sums in digits, which are what is to be learnt by heart,
/// are for training only.
/// </remarks>
internal sealed class NumberWordTextSource : ISource
{
    private static readonly string[] KindNames = ["pair", "expression", "across-languages", "sum", "question"];

    private readonly SumRange _range;
    private readonly IReadOnlyList<Language> _languages;
    private readonly int _lines;
    private readonly HashSplit _split;

    public NumberWordTextSource(SumRange range, IReadOnlyList<Language> languages, int lines)
    {
        (_range, _languages, _lines) = (range.Check("number-word-text"), languages, lines);
        if (languages.Count == 0)
            throw new InputException("no language is chosen", "source number-word-text", "Name at least one, such as \"en es\".");
        foreach (var language in languages)
            Phrasebook.For(language);
        if (lines < 1)
            throw new InputException($"lines is {lines}", "source number-word-text", "Ask for at least one line a language.");
        _split = new HashSplit(range.Seed.Stream("number-word-text/split"), Validation: 0.02, Test: 0.02);
    }

    public SourceInfo Info =>
        new(
            "number-word-text",
            "number = word lines to pre-train on",
            _languages,
            new SortedDictionary<string, string>(_range.Settings.ToDictionary(), StringComparer.Ordinal)
            {
                ["languages"] = string.Join(' ', _languages.Select(l => l.Short)),
                ["lines"] = $"{_lines}",
            }
        );

    public string Fingerprint(SourceContext context) => $"v1-{Phrasebook.Hash}-{Spelling.Hash(_languages, _range.Numbers)}";

    public IEnumerable<Record> Read(SourceRequest request) => _languages.Contains(request.Language) ? Lines(request) : [];

    private IEnumerable<Record> Lines(SourceRequest request)
    {
        var writer = new LineWriter(_range, request.Language, _languages);
        var rng = _range.Seed.Stream("number-word-text/" + request.Language.Short).Generator();
        for (var i = 0; i < _lines; i++)
        {
            var (kind, text) = writer.Next(rng);
            var split = kind is TextKind.Pair or TextKind.Sum ? Split.Train : _split.Of(text);
            if (split != request.Split)
                continue;
            yield return new Record(
                $"{request.Language.Short}-{i}",
                request.Language,
                new Dictionary<string, string> { ["text"] = text, ["kind"] = KindNames[(int)kind] }
            );
        }
    }
}
