using Clt.Recipes.Identity;
using Clt.Results.Tables;

namespace Clt.Running.Housekeeping;

/// <summary>Provenance of a stored cell: what it is, what it needs and is needed by, and how it differs from the nearest cell.</summary>
/// <param name="Cell">Its name.</param>
/// <param name="Study">Its study.</param>
/// <param name="Kind">What it makes.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Point">Its point of the grid.</param>
/// <param name="State">How far it came, and whether the study has it still.</param>
/// <param name="Failure">Why it failed last; empty where it did not.</param>
/// <param name="Needs">Cells that it is made from.</param>
/// <param name="NeededBy">Cells that are made from it.</param>
/// <param name="Nearest">The other cell of its kind with the fewest differences; empty for none.</param>
/// <param name="Differs">What differs, setting by setting, this one's value last.</param>
public sealed record CellReason(
    string Cell,
    string Study,
    string Kind,
    string Seed,
    string Point,
    string State,
    string Failure,
    IReadOnlyList<string> Needs,
    IReadOnlyList<string> NeededBy,
    string Nearest,
    IReadOnlyList<string> Differs
)
{
    /// <summary>The reason of a cell.</summary>
    public static CellReason Of(StoredCell cell)
    {
        var study = cell.Study;
        string? Text(string id) => study.Folder.Cell(id).ReadYaml();
        var own = Text(cell.Id) is { } yaml ? CellSettings.Of(yaml, Text) : null;
        var nearest =
            own is null ? null
            : study
                .Cells.Where(c => c.Id != cell.Id && c.Kind == cell.Kind && Text(c.Id) is not null)
                .Select(c => (c.Id, Made: CellSettings.Of(Text(c.Id)!, Text)))
                .Select(c => (Id: (string?)c.Id, Settings: own.Changes(c.Made), Code: own.CodeChanges(c.Made)))
                .OrderBy(c => c.Settings.Count)
                .ThenBy(c => c.Code.Count)
                .ThenBy(c => c.Id, StringComparer.Ordinal)
                .FirstOrDefault()
                is { Id: not null } found
                ? found
            : ((string? Id, IReadOnlyList<(string Path, string? Theirs, string? Ours)> Settings, IReadOnlyList<string> Code)?)null;
        return new CellReason(
            cell.Id,
            study.Name,
            cell.Kind,
            cell.Seed,
            study.PointOf(cell.Id),
            cell.IsOrphaned ? $"{cell.State}, orphaned: the study as it was last run does not have it" : cell.State,
            File.Exists(cell.Folder.Failure) ? File.ReadAllText(cell.Folder.Failure).Trim() : "",
            [.. study.NeedsOf(cell.Id).Select(Named)],
            [.. study.Cells.Where(c => c.Id != cell.Id && study.NeedsOf(c.Id).Contains(cell.Id)).Select(c => Named(c.Id))],
            nearest?.Id ?? "",
            nearest is null
                ? []
                :
                [
                    .. nearest.Value.Settings.Select(c => $"{c.Path}: {c.Theirs ?? "none"} → {c.Ours ?? "none"}"),
                    .. nearest.Value.Code.Count > 0 ? [OlderMark.Differs(nearest.Value.Code)] : Array.Empty<string>(),
                ]
        );

        string Named(string id) => $"{study.Cells.FirstOrDefault(c => c.Id == id)?.Kind} {id}";
    }

    /// <summary>In lines.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"{Kind} {Cell} of {Study}{(Seed.Length > 0 ? $", seed {Seed}" : "")}{(Point.Length > 0 ? $": {Point}" : "")}";
        yield return $"state: {State}";
        if (Failure.Length > 0)
            yield return $"failed: {Failure}";
        if (Needs.Count > 0)
            yield return $"made from: {string.Join(", ", Needs)}";
        if (NeededBy.Count > 0)
            yield return $"needed by: {string.Join(", ", NeededBy)}";
        if (Nearest.Length == 0)
            yield break;
        yield return Differs.Count == 0 ? $"differs in nothing from {Nearest}" : $"differs from {Nearest}, which is nearest, by:";
        foreach (var line in Differs)
            yield return $"  {line}";
    }
}
