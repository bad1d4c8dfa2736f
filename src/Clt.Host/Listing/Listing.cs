namespace Clt.Host.Listing;

/// <summary>A table of named columns.</summary>
internal sealed record Listing(string Kind, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows)
{
    /// <summary>How many of the columns a terminal shows; JSON has all.</summary>
    public int Shown { get; init; } = Columns.Count;

    public static Listing Of(string kind, string[] columns, IEnumerable<string[]> rows) =>
        new(
            kind,
            columns,
            [.. rows.Select(row => (IReadOnlyDictionary<string, string>)columns.Zip(row).ToDictionary(p => p.First, p => p.Second))]
        );
}
