namespace Clt.Running.Tests.Toys;

/// <summary>So many made-up items in some languages.</summary>
internal sealed class ToySource(string languages = "en es fr ja pt", int train = 1000, int test = 50, string content = "v1") : ISource
{
    public SourceInfo Info { get; } =
        new(
            "toy-source",
            "Made up.",
            [.. languages.Split(' ').Select(Language.Parse)],
            new Dictionary<string, string> { ["content"] = content }
        );

    public int Reads { get; private set; }

    public string Fingerprint(SourceContext context) => $"{content}-{train}-{test}";

    public IEnumerable<Record> Read(SourceRequest request)
    {
        Reads++;
        if (!Info.Languages.Contains(request.Language))
            yield break;
        var count = request.Split switch
        {
            Split.Train => train,
            Split.Test => test,
            _ => 20,
        };
        for (var i = 0; i < count; i++)
        {
            yield return new Record(
                $"{request.Split}-{i}",
                request.Language,
                new Dictionary<string, string> { ["q"] = $"{i} + {i} =", ["a"] = $"{i + i}" }
            );
        }
    }
}
