using System.Text.RegularExpressions;
using Clt.Results.Store;
using Clt.Running.Runner;

namespace Clt.Running.Housekeeping;

/// <summary>A study of a runs folder as it lies on disk, read without its recipe.</summary>
public sealed partial class StoredStudy
{
    /// <summary>Names have few parts; a folder that is no folder of runs may be deep.</summary>
    private const int MostLevels = 6;

    /// <summary>Links lead elsewhere, and what cannot be read is nobody's study.</summary>
    private static readonly EnumerationOptions Own = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    private readonly HashSet<string> _needed;
    private readonly Dictionary<string, string> _points;

    private StoredStudy(string runs, string name)
    {
        (Name, Folder) = (name, new StudyFolder(runs, name));
        IsKnown = File.Exists(Folder.StudyYaml);
        // A cell may be several points.
        _points = StudyGrid
            .Read(Folder.StudyYaml)
            .Points.GroupBy(p => p.Cell)
            .ToDictionary(g => g.Key, g => g.Last().Title, StringComparer.Ordinal);
        var ids = Folder.CellIds();
        _needed = Closure(ids);
        Cells = [.. ids.Select(id => new StoredCell(this, id))];
    }

    /// <summary>Its name, such as <c>guide/math</c>.</summary>
    public string Name { get; }

    public StudyFolder Folder { get; }

    /// <summary>Whether its <c>study.yaml</c> says which cells it has; else none counts as orphaned.</summary>
    public bool IsKnown { get; }

    /// <summary>All that have a folder, of its present recipe and of earlier ones.</summary>
    public IReadOnlyList<StoredCell> Cells { get; }

    /// <summary>The studies of a runs folder, by name.</summary>
    /// <exception cref="InputException">There is no such folder.</exception>
    public static IReadOnlyList<StoredStudy> All(string runs) => [.. NamesIn(runs).Select(name => new StoredStudy(runs, name))];

    /// <summary>The names of the studies of a runs folder, in order. Nothing of them is read.</summary>
    /// <exception cref="InputException">There is no such folder.</exception>
    public static IReadOnlyList<string> NamesIn(string runs) =>
        Directory.Exists(runs)
            ? [.. Names(runs, "", MostLevels).Order(StringComparer.Ordinal)]
            : throw new InputException("there is no such folder of runs", runs, "Name it with --runs DIR, or run a recipe first.");

    /// <summary>The studies of those names; all where none is named.</summary>
    /// <param name="there">The names of those that are there.</param>
    /// <param name="named">What is asked for.</param>
    /// <param name="where">The command, for messages.</param>
    /// <exception cref="InputException">Some are not there: all of these are listed.</exception>
    public static IReadOnlyList<string> Chosen(IReadOnlyList<string> there, IReadOnlyList<string> named, string where)
    {
        var problems = new Problems();
        foreach (var name in named.Except(there))
        {
            problems.Add(
                $"there is no study '{name}'",
                where,
                Suggest.DidYouMean(name, there, "clt list studies shows those that are there.")
            );
        }

        problems.ThrowIfAny();
        return named.Count == 0 ? there : [.. there.Intersect(named)];
    }

    /// <summary>
    /// Whether a point of the study as it was last run (with each of its <c>--set</c>), or a result of its report, needs a cell, directly
    /// or through others.
    /// </summary>
    public bool Needs(string cell) => !IsKnown || _needed.Contains(cell);

    /// <summary>The point of the grid that a cell is; empty where none is known.</summary>
    public string PointOf(string cell) => _points.GetValueOrDefault(cell, "");

    /// <summary>The cells that a cell's text names.</summary>
    public IReadOnlyList<string> NeedsOf(string cell) =>
        Named(Folder.Cell(cell).ReadYaml() ?? "").Where(i => i != cell && Directory.Exists(Folder.Cell(i).Path)).ToList();

    private static IEnumerable<string> Names(string folder, string name, int levels)
    {
        if (name.Length > 0 && (File.Exists(Path.Combine(folder, "study.yaml")) || Directory.Exists(Path.Combine(folder, "cells"))))
        {
            yield return name;
            yield break;
        }

        if (levels == 0)
            yield break;
        foreach (var below in Directory.EnumerateDirectories(folder, "*", Own))
        foreach (var found in Names(below, name.Length == 0 ? Path.GetFileName(below) : $"{name}/{Path.GetFileName(below)}", levels - 1))
            yield return found;
    }

    /// <summary>What the study's points, with each of its <c>--set</c>, and results name, and what those cells' texts name.</summary>
    private HashSet<string> Closure(IReadOnlyList<string> ids)
    {
        var known = ids.ToHashSet(StringComparer.Ordinal);
        var (needed, open) = (new HashSet<string>(StringComparer.Ordinal), new Stack<string>());
        var settings = StudyFile.SettingsOf(Folder);
        string[] files = [Folder.StudyYaml, Folder.Results, .. Directory.Exists(settings) ? Directory.GetFiles(settings, "*.yaml") : []];
        foreach (var file in files.Where(File.Exists))
        foreach (var id in Named(File.ReadAllText(file)))
            open.Push(id);
        while (open.TryPop(out var id))
        {
            if (!known.Contains(id) || !needed.Add(id))
                continue;
            foreach (var below in NeedsOf(id))
                open.Push(below);
        }

        return needed;
    }

    /// <summary>All that looks like a cell's name: rather one too many than one that a result needs.</summary>
    private static IEnumerable<string> Named(string text) => Name16().Matches(text).Select(m => m.Groups[1].Value).Distinct();

    [GeneratedRegex("\"([0-9a-f]{16})\"")]
    private static partial Regex Name16();
}
