namespace Clt.Running.Housekeeping;

/// <summary>What a kind of leftovers is.</summary>
public enum LeftoverKind
{
    /// <summary>A cell that neither the study as it was last run nor its report needs.</summary>
    Orphan,

    /// <summary>Checkpoints to resume a training that is finished.</summary>
    Checkpoint,

    /// <summary>What is computed again when it is needed.</summary>
    Cache,

    /// <summary>What was fetched, or what a report or a further training needs: only with everything.</summary>
    Kept,
}

/// <summary>Something on disk that can go.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="What">In words.</param>
/// <param name="Path">The folder or file.</param>
/// <param name="Bytes">Its size.</param>
public sealed record Leftover(LeftoverKind Kind, string What, string Path, long Bytes)
{
    /// <summary>Removes it; what links lead to stays.</summary>
    /// <exception cref="IOException">A file is in use.</exception>
    public void Remove()
    {
        if (File.Exists(Path))
            File.Delete(Path);
        else if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
