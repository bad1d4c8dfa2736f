using System.Text.RegularExpressions;
using System.Xml.Linq;
using Clt.Testing;

namespace Clt.Host.Tests.Architecture;

/// <summary>
/// The plan of the house: each project knows only those above it, no two folders know each other, and a folder is a namespace.
/// </summary>
public partial class RoomTests
{
    /// <summary>From the top: each may reference those before it.</summary>
    private static readonly string[] Rooms =
    [
        "Clt.Abstractions",
        "Clt.Formats",
        "Clt.Kernels",
        "Clt.Engine",
        "Clt.Results",
        "Clt.Recipes",
        "Clt.Running",
        "Clt.Plugins",
        "Clt.Scripting",
        "Clt.Serving",
        "Clt.Host",
    ];

    /// <summary>
    /// Clt.Libtorch is a tool of the build, Clt.Templates has no code, and the kit for authors of plugins stands beside the house.
    /// </summary>
    private static readonly string[] Beside = ["Clt.Libtorch", "Clt.Templates", "Clt.Testing"];

    public static TheoryData<string> Projects => [.. Rooms];

    [Fact]
    public void Every_project_has_its_place() =>
        Directory
            .GetFiles(Source, "Clt.*.csproj", SearchOption.AllDirectories)
            .Select(f => Path.GetFileNameWithoutExtension(f)!)
            .Except(Beside)
            .ShouldBe(Rooms, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_those_above_it(string project)
    {
        var known = XDocument
            .Load(Path.Combine(Source, project, $"{project}.csproj"))
            .Descendants("ProjectReference")
            .Where(r => r.Attribute("ReferenceOutputAssembly")?.Value != "false")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));
        known.ShouldBeSubsetOf(Rooms[..Array.IndexOf(Rooms, project)]);
    }

    [Theory]
    [InlineData("Clt.Formats")]
    [InlineData("Clt.Results")]
    public void Some_rooms_have_no_tensors(string project) =>
        Files(project)
            .Where(f => f.Usings.Any(u => u.StartsWith("TorchSharp", StringComparison.Ordinal)))
            .Select(f => f.Path)
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_folder_is_a_namespace(string project)
    {
        // The contract and the words of recipes are one namespace, which recipes and plugins name once.
        var others = Files(project).Where(f => f.Namespace.Length > 0 && f.Namespace != "Clt" && f.Namespace != $"{project}{f.Folder}");
        others.Select(f => $"{f.Path}: {f.Namespace}").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_two_folders_know_each_other(string project)
    {
        var folders = Files(project)
            .Where(f => f.Namespace != "Clt")
            .GroupBy(f => Top(f.Folder))
            .ToDictionary(
                g => g.Key,
                g =>
                    g.SelectMany(f => f.Usings)
                        .Where(u => u.StartsWith($"{project}.", StringComparison.Ordinal))
                        .Select(u => Top(u[project.Length..]))
                        .Where(t => t != g.Key)
                        .ToHashSet()
            );
        Circle(folders).ShouldBe("");
    }

    /// <summary>The host runs, then reports.</summary>
    [Fact]
    public void The_runner_does_not_know_reports() =>
        Files("Clt.Running")
            .Where(f => f.Folder == ".Runner" && f.Usings.Any(u => u.Contains("Report") || u.Contains("Analysis")))
            .Select(f => f.Path)
            .ShouldBeEmpty();

    [Fact]
    public void Circles_are_found()
    {
        Circle(
                new()
                {
                    ["a"] = ["b"],
                    ["b"] = ["c"],
                    ["c"] = [],
                }
            )
            .ShouldBe("");
        Circle(
                new()
                {
                    ["a"] = ["b"],
                    ["b"] = ["c"],
                    ["c"] = ["b"],
                }
            )
            .ShouldBe("b c");
    }

    [Fact]
    public void No_file_is_long() =>
        Rooms.SelectMany(Files).Where(f => f.Lines > 400).Select(f => $"{f.Path}: {f.Lines} lines").ShouldBeEmpty();

    private static string Source => Path.Combine(RepositoryRoot.Folder, "src");

    /// <summary>
    /// Folders that know each other, directly or through others; empty where there are none. Leaves are taken off until none is left.
    /// </summary>
    private static string Circle(Dictionary<string, HashSet<string>> folders)
    {
        var left = folders.ToDictionary();
        while (left.FirstOrDefault(f => !f.Value.Any(left.ContainsKey)) is { Key: not null } leaf)
            left.Remove(leaf.Key);
        while (left.FirstOrDefault(f => !left.Values.Any(v => v.Contains(f.Key))) is { Key: not null } root)
            left.Remove(root.Key);
        return string.Join(" ", left.Keys.Order());
    }

    private static string Top(string folder) => folder.TrimStart('.').Split('.')[0];

    private static IEnumerable<SourceText> Files(string project)
    {
        var root = Path.Combine(Source, project);
        foreach (var path in Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(root, path);
            var (text, folder) = (File.ReadAllText(path), Path.GetDirectoryName(relative)!);
            yield return new SourceText(
                $"{project}/{relative}",
                folder.Length == 0 ? "" : "." + folder.Replace('/', '.'),
                NamespaceLine().Match(text).Groups[1].Value,
                [.. UsingLine().Matches(text).Select(m => m.Groups[1].Value)],
                text.Count(c => c == '\n')
            );
        }
    }

    /// <summary>What a file says of its place.</summary>
    private sealed record SourceText(string Path, string Folder, string Namespace, IReadOnlyList<string> Usings, int Lines);

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex UsingLine();
}
