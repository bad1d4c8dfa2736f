using System.Reflection;
using Clt.Testing;
using PublicApiGenerator;
using VerifyXunit;

namespace Clt.Packages.Tests;

/// <summary>
/// The public interface of each package is as it was approved, in <c>Approved/PACKAGE.verified.txt</c>: whoever changes it sees what
/// plugins would notice, and chooses the version by docs/reference/versions.md.
/// </summary>
public sealed class PublicInterfaceTests
{
    private static readonly string[] Packages =
    [
        "Clt.Abstractions",
        "Clt.Engine",
        "Clt.Formats",
        "Clt.Kernels",
        "Clt.Recipes",
        "Clt.Results",
        "Clt.Testing",
    ];

    public static TheoryData<string> Names => [.. Packages];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_as_approved(string package)
    {
        var listing = Assembly.Load(package).GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false });
        try
        {
            await Verifier.Verify(listing).UseDirectory("Approved").UseFileName(package);
        }
        catch (Exception difference)
        {
            throw new InvalidOperationException(
                $"""
                The public interface of {package} is not the approved one. See what plugins would notice, raise the version where
                docs/reference/versions.md says so, and approve it, in tests/Clt.Packages.Tests/Approved:
                mv {package}.received.txt {package}.verified.txt
                {difference.Message}
                """
            );
        }
    }

    [Fact]
    public void Every_packed_project_has_a_listing()
    {
        var source = Path.Combine(RepositoryRoot.Folder, "src");
        var packed = Directory
            .GetFiles(source, "*.csproj", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f).Contains("<IsPackable>true</IsPackable>", StringComparison.Ordinal))
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .Order(StringComparer.Ordinal);
        packed.ShouldBe(Packages);
    }
}
