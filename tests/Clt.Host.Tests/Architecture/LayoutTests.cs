using Clt.Testing;

namespace Clt.Host.Tests.Architecture;

/// <summary>Sizes that keep the tree readable: lines, and files.</summary>
public class LayoutTests
{
    private const int Columns = 140;
    private const int Longest = 400;
    private const int Short = 20;
    private const double MostShort = 0.1;

    private static readonly IReadOnlyList<(string Path, string[] Lines)> Sources = [.. Files("*.cs")];

    [Fact]
    public void No_line_is_longer_than_140_columns()
    {
        var tooLong = Sources
            .Concat(Files("*.csx"))
            .SelectMany(f => f.Lines.Index().Where(l => l.Item.Length > Columns).Select(l => $"{f.Path}:{l.Index + 1}"));
        tooLong.ShouldBeEmpty();
    }

    [Fact]
    public void No_file_has_more_than_400_lines() => Sources.Where(f => f.Lines.Length > Longest).Select(f => f.Path).ShouldBeEmpty();

    [Fact]
    public void Few_files_have_fewer_than_20_lines()
    {
        var few = Sources.Where(f => f.Lines.Length < Short).Select(f => f.Path).ToList();
        (few.Count / (double)Sources.Count).ShouldBeLessThanOrEqualTo(MostShort, $"{few.Count} of {Sources.Count}");
    }

    /// <summary>Files of the tree, without what is built or written by runs.</summary>
    private static IEnumerable<(string Path, string[] Lines)> Files(string pattern) =>
        from part in new[] { "src", "plugins", "tests", "recipes" }
        from file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Folder, part), pattern, SearchOption.AllDirectories)
        let name = Path.GetRelativePath(RepositoryRoot.Folder, file)
        where !name.Split(Path.DirectorySeparatorChar).Any(p => p is "obj" or "bin" or "runs")
        select (name, File.ReadAllLines(file));
}
