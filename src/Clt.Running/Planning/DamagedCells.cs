using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Results.Store;
using Clt.Running.Stored;

namespace Clt.Running.Planning;

/// <summary>
/// Finished cells that are made again: those whose files another cell would load and that are no longer as they were, and those whose
/// numbers are of a model that was made again with other bits. Files that nothing loads are left alone, whatever they are.
/// </summary>
internal static class DamagedCells
{
    /// <summary>The cells with the reason of each; they are taken out of the finished ones.</summary>
    /// <param name="study">The study.</param>
    /// <param name="marks">What its cells' results say, and where they are.</param>
    /// <param name="finished">Cells that have results.</param>
    /// <param name="wanted">The cells that are to do, by what is finished now.</param>
    /// <param name="content">Whether every byte is read.</param>
    public static IReadOnlyDictionary<string, string> Find(
        ExpandedStudy study,
        StoredMarks marks,
        HashSet<string> finished,
        Func<IReadOnlySet<string>> wanted,
        bool content
    )
    {
        var folder = marks.Study;
        var found = study
            .Cells.Select(c => c.Id)
            .Where(id => !finished.Contains(id) && File.Exists(folder.Cell(id).Results))
            .ToDictionary(id => id, _ => "results.json is damaged: its checksum does not hold", StringComparer.Ordinal);
        foreach (var cell in study.Cells.Where(c => finished.Contains(c.Id) && StoredFiles.IsStale(c, marks)))
            found[cell.Id] = StoredFiles.Stale;
        finished.ExceptWith(found.Keys);

        // What is made again loads files itself.
        var looked = new HashSet<string>(StringComparer.Ordinal);
        for (var again = true; again; )
        {
            again = false;
            var open = wanted();
            foreach (
                var cell in study.Cells.Where(c => open.Contains(c.Id) || found.ContainsKey(c.Id)).SelectMany(StoredFiles.LoadedBy).ToList()
            )
            {
                if (!finished.Contains(cell.Id) || !looked.Add(cell.Id) || StoredFiles.Fault(cell, folder, content) is not { } fault)
                    continue;
                found[cell.Id] = fault;
                finished.Remove(cell.Id);
                again = true;
            }
        }

        return found;
    }
}
