using System.IO.Compression;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace Clt.Host.Packaging;

/// <summary>A NuGet package that was packed.</summary>
/// <param name="Id">Such as <c>Clt.Abstractions</c>.</param>
/// <param name="Version">Such as <c>0.1.0</c>.</param>
/// <param name="File">Path of the <c>.nupkg</c>; its symbols are in the <c>.snupkg</c> beside it.</param>
/// <param name="Sha256">Of the file, in hex: the same source gives the same.</param>
/// <param name="Stale">
/// The folder in which NuGet keeps another package of this name and version, which it would go on using; null where there is none.
/// </param>
internal sealed record Package(string Id, string Version, string File, string Sha256, string? Stale)
{
    /// <summary>Reads name and version from the package itself.</summary>
    public static Package Read(string file)
    {
        using var archive = ZipFile.OpenRead(file);
        using var stream = archive.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        var facts = XDocument.Load(stream).Root!.Elements().Single(e => e.Name.LocalName == "metadata").Elements().ToList();
        string Fact(string name) => facts.Single(e => e.Name.LocalName == name).Value;
        var (id, version) = (Fact("id"), Fact("version"));
        var bytes = System.IO.File.ReadAllBytes(file);
        var stale = StaleCopy(id, version, SHA512.HashData(bytes));
        return new Package(id, version, file, Convert.ToHexStringLower(SHA256.HashData(bytes)), stale);
    }

    private static string? StaleCopy(string id, string version, byte[] hash)
    {
        var kept = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var folder = Path.Combine(kept, id.ToLowerInvariant(), version);
        var note = Path.Combine(folder, $"{id.ToLowerInvariant()}.{version}.nupkg.sha512");
        if (!System.IO.File.Exists(note))
            return null;
        return System.IO.File.ReadAllText(note).Trim() == Convert.ToBase64String(hash) ? null : folder;
    }
}
