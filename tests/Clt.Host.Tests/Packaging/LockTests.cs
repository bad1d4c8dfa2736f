using System.Text.RegularExpressions;
using System.Xml.Linq;
using Clt.Testing;

namespace Clt.Host.Tests.Packaging;

/// <summary>
/// The locks are those of the tree: every project has one, and what projects ask for is locked at the version they ask for.
/// </summary>
public partial class LockTests
{
    private const string Mend = "run: dotnet restore CltHost.sln -p:LockPackages=true";

    private static IEnumerable<string> Projects =>
        Project()
            .Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "CltHost.sln")))
            .Select(m => m.Groups[1].Value.Replace('\\', '/'));

    private static Dictionary<string, string> Versions { get; } =
        XDocument
            .Load(Path.Combine(RepositoryRoot.Folder, "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .ToDictionary(p => p.Attribute("Include")!.Value, p => p.Attribute("Version")!.Value);

    [Fact]
    public void Every_project_has_a_lock_and_every_lock_a_project() =>
        LockedPackage.Projects.ShouldBe(Projects.Select(p => Path.GetFileNameWithoutExtension(p)), ignoreOrder: true, Mend);

    [Fact]
    public void What_projects_ask_for_is_locked_at_the_version_of_the_tree()
    {
        foreach (var locked in LockedPackage.All.Where(p => Versions.ContainsKey(p.Name)))
            locked.Version.ShouldBe(Versions[locked.Name], $"{locked.Name} of {locked.Project}: {Mend}");
        foreach (var project in Projects)
        {
            var locked = LockedPackage.All.Where(p => p.Project == Path.GetFileNameWithoutExtension(project)).Select(p => p.Name).ToList();
            Asked(project).Except(locked).ShouldBeEmpty($"{project}: {Mend}");
        }
    }

    [Fact]
    public void Every_package_is_locked_to_its_bytes() =>
        LockedPackage.All.Where(p => Convert.FromBase64String(p.Hash).Length != 64).ShouldBeEmpty();

    [Fact]
    public void No_two_locks_have_one_version_with_different_bytes() =>
        LockedPackage.All.GroupBy(p => (p.Name, p.Version)).Where(g => g.Select(p => p.Hash).Distinct().Count() > 1).ShouldBeEmpty();

    /// <summary>Packages without a condition: those of other systems and other builds are locked nowhere.</summary>
    private static IEnumerable<string> Asked(string project) =>
        XDocument
            .Load(Path.Combine(RepositoryRoot.Folder, project))
            .Descendants("PackageReference")
            .Where(p => p.AncestorsAndSelf().All(e => e.Attribute("Condition") is null))
            .Select(p => p.Attribute("Include")!.Value)
            .Where(name => !name.Contains('$', StringComparison.Ordinal));

    [GeneratedRegex("\"([^\"]+\\.csproj)\"")]
    private static partial Regex Project();
}
