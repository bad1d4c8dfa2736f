namespace Clt.Running.Tests.Toys;

/// <summary>Three words of a colour or an animal each, the same words in all languages; the first tells the intent.</summary>
internal sealed class WordSource(string languages = "en es", int train = 48, int test = 12) : ISource
{
    private static readonly string[] Colours = ["red", "blue", "green", "white"];
    private static readonly string[] Animals = ["cat", "dog", "horse", "mouse"];

    public SourceInfo Info { get; } =
        new("words", "Made up.", [.. languages.Split(' ').Select(Language.Parse)], new Dictionary<string, string>());

    public string Fingerprint(SourceContext context) => $"{train}-{test}";

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
            // Every split draws otherwise, and each item is the same in all languages.
            var rng = ((Seed)i).Stream($"{request.Split}").Generator();
            var kinds = Enumerable.Range(0, 3).Select(_ => rng.Next(2)).ToArray();
            var words = kinds.Select(k => (k == 0 ? Colours : Animals)[rng.Next(4)]).ToArray();
            yield return new Record(
                $"{request.Split}-{i}",
                request.Language,
                new Dictionary<string, string>
                {
                    ["text"] = string.Join(' ', words),
                    ["tags"] = string.Join(' ', kinds.Select(k => k == 0 ? "colour" : "animal")),
                    ["label"] = kinds[0] == 0 ? "colour" : "animal",
                }
            );
        }
    }
}
