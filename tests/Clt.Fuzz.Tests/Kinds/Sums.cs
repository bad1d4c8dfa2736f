namespace Clt.Fuzz.Tests.Kinds;

/// <summary>A source of three records, for tasks whose templates are damaged.</summary>
internal sealed class Sums : ISource
{
    public static Language English { get; } = Language.Parse("en");

    public static SourceContext Context { get; } = new(Path.GetTempPath(), _ => { });

    public SourceInfo Info { get; } = new("sums", "sums", [English], new SortedDictionary<string, string>());

    public string Fingerprint(SourceContext context) => "1";

    public IEnumerable<Record> Read(SourceRequest request) =>
        Enumerable
            .Range(1, 3)
            .Select(i => new Record(
                $"{i}",
                English,
                new Dictionary<string, string> { ["question"] = $"{i} + {i}?", ["answer"] = $"{i + i}" }
            ));
}
