namespace Clt.Plugins.Sources.Catalogue;

/// <summary>Dataset registry entry: a set of files, what they are, and where they are public.</summary>
/// <param name="Card">What is told of the set.</param>
/// <param name="Layout">How its files are read.</param>
/// <param name="Files">Its files.</param>
internal sealed record CatalogueEntry(DataSetInfo Card, SetLayout Layout, IReadOnlyList<CatalogueFile> Files)
{
    public string Name => Card.Name;

    /// <summary>Identifies the content: a catalogue with other checksums keeps its files elsewhere.</summary>
    public string Key =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(
                System.Text.Encoding.UTF8.GetBytes(string.Concat(Files.Select(f => $"{f.Path} {f.Sha256}\n")))
            )
        )[..12];
}

/// <summary>A file of a set.</summary>
/// <param name="Path">Within the set's folder, with <c>/</c> between folders.</param>
/// <param name="Sha256">64 hexadecimal digits.</param>
/// <param name="Bytes">Its size, or null where it is not known.</param>
/// <param name="Address">Where it is public; null for nowhere in this form.</param>
internal sealed record CatalogueFile(string Path, string Sha256, long? Bytes, Uri? Address);
