namespace Clt.Plugins.Sources.Npm.Client;

/// <summary>A package of the npm registry at a pinned version.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha256">SHA-256 of the tarball, in lower-case hexadecimal digits.</param>
internal sealed record NpmPackage(string Name, string Version, string Sha256)
{
    /// <summary>The tarball's file name, as <c>npm pack</c> writes it.</summary>
    public string File => $"{Name}-{Version}.tgz";
}
