namespace Clt.Running.Housekeeping;

/// <summary>Garbage collection of runs and caches: finds what can go.</summary>
public static class Cleaning
{
    /// <summary>Parts of the cache that are made again from what is here; all others were fetched, or measured on this machine.</summary>
    private static readonly string[] Computed = ["recipes", "states", "counts", "digests"];

    /// <summary>What of a study can go; with <paramref name="all"/> the models of finished cells too.</summary>
    public static IEnumerable<Leftover> Of(StoredStudy study, bool all)
    {
        foreach (var cell in study.Cells)
        {
            var title = $"{cell.Kind} {cell.Id} of {study.Name}";
            if (cell.IsOrphaned)
            {
                yield return new Leftover(
                    LeftoverKind.Orphan,
                    $"{title}: the study does not have it any more",
                    cell.Folder.Path,
                    cell.Bytes
                );
                continue;
            }

            // A link leads to another cell's.
            if (new DirectoryInfo(cell.Folder.Checkpoint) is not { Exists: true, LinkTarget: null } || !cell.IsDone)
                continue;
            var steps = Path.Combine(cell.Folder.Checkpoint, "checkpoints");
            if (all)
                yield return new Leftover(
                    LeftoverKind.Kept,
                    $"{title}: its model",
                    cell.Folder.Checkpoint,
                    FolderSize.Of(cell.Folder.Checkpoint)
                );
            else if (Directory.Exists(steps))
                yield return new Leftover(LeftoverKind.Checkpoint, $"{title}: it is finished", steps, FolderSize.Of(steps));
        }
    }

    /// <summary>What of the cache can go; with <paramref name="all"/> what was fetched, too.</summary>
    public static IEnumerable<Leftover> Of(string cache, bool all)
    {
        if (!Directory.Exists(cache))
            yield break;
        foreach (var path in Directory.EnumerateFileSystemEntries(cache).Order(StringComparer.Ordinal))
        {
            var (name, computed) = (Path.GetFileName(path), Computed.Contains(Path.GetFileName(path)));
            if (computed || all)
                yield return new Leftover(computed ? LeftoverKind.Cache : LeftoverKind.Kept, $"cache: {name}", path, FolderSize.Of(path));
        }
    }
}
