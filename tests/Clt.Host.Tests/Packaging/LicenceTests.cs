using System.Xml.Linq;
using Clt.Testing;

namespace Clt.Host.Tests.Packaging;

/// <summary>
/// The list of licences (docs/reference/licences.md) has every locked package, says what the package says, and allows it.
/// </summary>
public class LicenceTests
{
    private static readonly string[] Allowed = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "LicenseRef-NET-Library"];

    /// <summary>Rows of the table: package, versions, licence, and the address where the package states that alone.</summary>
    private static IReadOnlyList<(string Name, string[] Versions, string Licence, string Address)> Rows { get; } =
    [
        .. File.ReadLines(Path.Combine(RepositoryRoot.Folder, "docs", "reference", "licences.md"))
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| package", StringComparison.Ordinal))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries))
            .Select(c => (c[1], c[2].Split(", "), c[4], c[5].Trim('<', '>'))),
    ];

    private static string Packages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    [Fact]
    public void Every_locked_package_is_listed_and_no_other()
    {
        var locked = LockedPackage.All.Select(p => $"{p.Name} {p.Version}").Distinct();
        Rows.SelectMany(r => r.Versions.Select(v => $"{r.Name} {v}")).ShouldBe(locked, ignoreOrder: true, "docs/reference/licences.md");
    }

    [Fact]
    public void Every_licence_is_allowed() => Rows.Where(r => !r.Licence.Split(" OR ").Any(Allowed.Contains)).ShouldBeEmpty();

    [Fact]
    public void A_package_says_of_itself_what_the_list_says()
    {
        var read = 0;
        foreach (var (name, versions, licence, address) in Rows)
        foreach (var version in versions)
        {
            var file = Path.Combine(Packages, name.ToLowerInvariant(), version.ToLowerInvariant(), name.ToLowerInvariant() + ".nuspec");
            if (!File.Exists(file))
                continue;
            read++;
            var facts = XDocument.Load(file).Descendants().ToLookup(e => e.Name.LocalName);
            if (facts["license"].FirstOrDefault(l => l.Attribute("type")?.Value == "expression") is { } stated)
                (stated.Value, address).ShouldBe((licence, ""), $"{name} {version}");
            else
                facts["licenseUrl"].Single().Value.ShouldBe(address, $"{name} {version}");
        }

        // What the tests themselves run on has been restored.
        read.ShouldBeGreaterThan(10);
    }
}
