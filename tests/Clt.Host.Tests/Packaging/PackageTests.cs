using System.IO.Compression;
using System.Security.Cryptography;
using Clt.Host.Packaging;
using Clt.Host.Tests.Verbs;
using Clt.Testing;

namespace Clt.Host.Tests.Packaging;

/// <summary>What is read of a package that was packed, and whether NuGet keeps another of its version.</summary>
[Collection(VerbRun.Alone)]
public sealed class PackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string? _before = Environment.GetEnvironmentVariable("NUGET_PACKAGES");

    public PackageTests() => Environment.SetEnvironmentVariable("NUGET_PACKAGES", _folder.Path);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("NUGET_PACKAGES", _before);
        _folder.Dispose();
    }

    [Fact]
    public void Another_package_of_the_same_version_is_told()
    {
        var file = Path.Combine(_folder.Path, "any.nupkg");
        using (var archive = ZipFile.Open(file, ZipArchiveMode.Create))
        {
            using var writer = new StreamWriter(archive.CreateEntry("Clt.X.nuspec").Open());
            writer.Write("<package xmlns=\"urn:x\"><metadata><id>Clt.X</id><version>1.2.0</version></metadata></package>");
        }

        var package = Package.Read(file);
        (package.Id, package.Version, package.Stale).ShouldBe(("Clt.X", "1.2.0", null));
        package.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));

        const string kept = "clt.x/1.2.0/clt.x.1.2.0.nupkg.sha512";
        _folder.Write(kept, Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(file))));
        Package.Read(file).Stale.ShouldBeNull("it is the same");
        _folder.Write(kept, "another");
        Package.Read(file).Stale.ShouldBe(Path.Combine(_folder.Path, "clt.x", "1.2.0"));
    }
}
