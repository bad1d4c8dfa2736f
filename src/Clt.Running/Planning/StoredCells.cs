using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Running.Planning;

/// <summary>The finished cells of a study's folder, of this build and of others, by what they were made of.</summary>
internal sealed class StoredCells
{
    private const int Shown = 3;
    private readonly Func<string, string?> _text;
    private readonly List<(string Id, CellSettings Made, DateTime Time)> _finished;

    /// <param name="study">The study as it is now.</param>
    /// <param name="folder">Where its cells are, and those of earlier recipes and builds.</param>
    public StoredCells(ExpandedStudy study, StudyFolder folder)
    {
        var trainings = study.Cells.OfType<FinetuneCell>().Select(f => (f.Training.Id, f.Training.Yaml));
        var now = study
            .Cells.Select(c => (c.Id, c.Yaml))
            .Concat(trainings)
            .DistinctBy(c => c.Id)
            .ToDictionary(c => c.Id, c => c.Yaml, StringComparer.Ordinal);
        var read = new Dictionary<string, string?>(StringComparer.Ordinal);
        string? Stored(string id) => read.TryGetValue(id, out var known) ? known : read[id] = folder.Cell(id).ReadYaml();
        _text = id => now.GetValueOrDefault(id) ?? Stored(id);
        _finished =
        [
            .. folder
                .CellIds()
                .Where(id => folder.Cell(id).Read() is not null && Stored(id) is not null)
                .Select(id => (id, CellSettings.Of(Stored(id)!, _text), File.GetLastWriteTimeUtc(folder.Cell(id).Results))),
        ];
    }

    /// <summary>The latest finished cell that differs from a cell in its code alone.</summary>
    public OlderCell? Older(Cell cell)
    {
        var made = CellSettings.Of(cell.Yaml, _text);
        return _finished
            .Where(f => f.Id != cell.Id && f.Made.HasSettingsOf(made))
            .OrderByDescending(f => f.Time)
            .ThenBy(f => f.Id, StringComparer.Ordinal)
            .Select(f => new OlderCell(f.Id, [.. made.CodeChanges(f.Made).Select(Named)]))
            .FirstOrDefault();
    }

    /// <summary>Why a cell is to do: <c>new</c>, or what differs from the finished cell that is nearest to it.</summary>
    public string Why(Cell cell)
    {
        var made = CellSettings.Of(cell.Yaml, _text);
        var nearest = _finished
            .Where(f => f.Made.Kind == made.Kind)
            .Select(f => (f.Id, f.Time, Settings: made.Changes(f.Made), Code: made.CodeChanges(f.Made)))
            .OrderBy(f => f.Settings.Count)
            .ThenBy(f => f.Code.Count)
            .ThenByDescending(f => f.Time)
            .FirstOrDefault();
        if (nearest.Id is null)
            return "new";
        // A seed is said once, though a cell, its training and its base have it.
        var settings = nearest.Settings.Select(Said).Distinct().ToList();
        List<string> said = [.. settings.Take(Shown)];
        if (settings.Count > Shown)
            said.Add($"{settings.Count - Shown} further settings");
        if (nearest.Code.Count > 0)
            said.Add(OlderMark.Differs(nearest.Code.Select(Named)));
        return string.Join("; ", said);
    }

    /// <summary>An assembly's name; a recipe's own assembly has one that means nothing to people.</summary>
    private static string Named(string assembly) =>
        assembly.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') ? assembly : "the recipe's own code";

    private static string Said((string Path, string? Theirs, string? Ours) change) =>
        $"{Path(change.Path)}: {change.Theirs ?? "none"} → {change.Ours ?? "none"}";

    /// <summary>The setting without the cells that it is reached by.</summary>
    private static string Path(string path)
    {
        foreach (var step in new[] { "training.", "train." })
        {
            if (path.StartsWith(step, StringComparison.Ordinal))
                path = path[step.Length..];
        }

        return path;
    }
}
