namespace Clt;

/// <summary>Dataset card: what a catalogue says of a set, and where its files are.</summary>
/// <param name="Name">Such as <c>mgsm</c>; also the name of its folder.</param>
/// <param name="Kind"><c>data</c> or <c>model</c>.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Word">How a recipe calls it, such as <c>Mgsm()</c>.</param>
/// <param name="Languages">Tags with spaces between; empty for none.</param>
/// <param name="Licence">As its makers name it.</param>
/// <param name="Citation">Authors, year, title, and where it was published.</param>
/// <param name="Home">The public page.</param>
/// <param name="Bytes">Size of the files whose size is known.</param>
public sealed record DataSetInfo(
    string Name,
    string Kind,
    string Title,
    string Word,
    string Languages,
    string Licence,
    string Citation,
    string Home,
    long Bytes
)
{
    /// <summary>What to know of it besides: gaps, and where its checksums come from.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether its checksums are known to be those of the public addresses, and not only of the copy that was at hand.</summary>
    public bool Confirmed { get; init; }

    /// <summary>Whether every file has a public address.</summary>
    public bool CanBeFetched { get; init; }

    /// <summary>Where it was found: <c>CLT_DATA</c>, <c>../shared/data</c> or <c>cache</c>; null where it is in none of them.</summary>
    public string? Place { get; init; }

    /// <summary>Its folder there.</summary>
    public string? Folder { get; init; }

    /// <summary>After a fetch: files that have another content than the catalogue's, or are missing.</summary>
    public IReadOnlyList<string> Different { get; init; } = [];
}
