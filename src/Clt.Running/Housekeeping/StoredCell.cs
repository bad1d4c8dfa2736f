using Clt.Results.Store;

namespace Clt.Running.Housekeeping;

/// <summary>A cell's folder on disk: what it is and how far it came.</summary>
/// <param name="study">Its study.</param>
/// <param name="id">Its name.</param>
public sealed class StoredCell(StoredStudy study, string id)
{
    private CellHeader? _header;

    public StoredStudy Study { get; } = study;

    public string Id { get; } = id;

    public CellFolder Folder { get; } = study.Folder.Cell(id);

    /// <summary>What it makes: <c>tokenizer</c>, <c>base</c>, <c>training</c>, <c>finetune</c>, …; empty where its text is gone.</summary>
    public string Kind => Header.Kind;

    /// <summary>Its seed, as text; empty where it has none.</summary>
    public string Seed => Header.Seed;

    /// <summary>Whether neither the study as it was last run nor its report needs it.</summary>
    public bool IsOrphaned => !Study.Needs(Id);

    /// <summary>Whether its work is done: results, or a finished training.</summary>
    public bool IsDone => Folder.Read() is not null || File.Exists(Path.Combine(Folder.Checkpoint, "result.json"));

    /// <summary><c>done</c>, <c>failed</c> or <c>begun</c>.</summary>
    public string State =>
        IsDone ? "done"
        : File.Exists(Folder.Failure) ? "failed"
        : "begun";

    /// <summary>The folder's bytes; what links lead to is another cell's.</summary>
    public long Bytes => FolderSize.Of(Folder.Path);

    /// <summary>When it was last written to (UTC).</summary>
    public DateTime Changed => FolderSize.Changed(Folder.Path);

    private CellHeader Header => _header ??= CellHeader.Of(Folder.ReadYaml() ?? "");
}
