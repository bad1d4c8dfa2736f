namespace Clt.Plugins.Sources.NumberWords;

/// <summary>Arithmetic questions in words, the same items in every language.</summary>
/// <remarks>
/// Fields: <c>a</c>, <c>b</c>, <c>op</c>, <c>question</c>, <c>expression-words</c> (twenty-three plus four), <c>expression-digits</c> (23 +
/// 4), <c>answer</c> (27), <c>answer-words</c> (twenty-seven). Of the operand pairs 80 % are for training, 5 % for validation, 15 % for the
/// test.
/// </remarks>
internal sealed class NumberWordsSource(SumRange range) : ISource
{
    private readonly SumRange _range = range.Check("number-words");

    public SourceInfo Info => new("number-words", "seeded arithmetic questions in number words", Phrasebook.Languages, _range.Settings);

    public string Fingerprint(SourceContext context) => $"v1-{Phrasebook.Hash}-{Spelling.Hash(Phrasebook.Languages, _range.Numbers)}";

    public IEnumerable<Record> Read(SourceRequest request)
    {
        var phrases = Phrasebook.For(request.Language);
        var words = Spelling.Words(request.Language, _range.Numbers);
        // In seeded order, so that the first n are a fair sample; the order is the same in every language.
        var sums = _range.All().Where(s => _range.SplitOf(s) == request.Split).ToArray();
        _range.Seed.Stream("number-words/order").Generator().Shuffle(sums.AsSpan());
        return sums.Select(sum => new Record(
            sum.ItemId,
            request.Language,
            new Dictionary<string, string>
            {
                ["a"] = $"{sum.A}",
                ["b"] = $"{sum.B}",
                ["op"] = $"{sum.Operation}",
                ["question"] = _range.Question(sum, phrases, words),
                ["expression-words"] = sum.InWords(phrases, words),
                ["expression-digits"] = sum.Digits,
                ["answer"] = $"{sum.Result}",
                ["answer-words"] = words[sum.Result],
            }
        ));
    }
}
