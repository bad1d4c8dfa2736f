using Clt.Results.Store;
using Clt.Running.Housekeeping;
using Clt.Running.Training;

namespace Clt.Serving.Runs;

/// <summary>Reads a cell's folder again and again; what has not changed is not read twice. Not thread-safe.</summary>
internal sealed class CellReader(CellFolder folder)
{
    private readonly StepLog _steps = new(folder.Log);
    private string? _yaml;
    private CellHeader? _header;
    private (long, DateTime) _mark;
    private CellResult? _result;

    public CellFolder Folder { get; } = folder;

    /// <summary>The text that names it; empty where it is gone.</summary>
    public string Yaml => _yaml is { Length: > 0 } known ? known : _yaml = OwnFile.Text(Folder.CellYaml) ?? "";

    private CellHeader Header => _header is { Kind.Length: > 0 } known ? known : _header = CellHeader.Of(Yaml);

    /// <summary>What it makes, in a word; empty where its text is gone.</summary>
    public string Kind => Header.Kind;

    /// <summary>Its seed; 0 where it has none.</summary>
    public long Seed => long.TryParse(Header.Seed, out var seed) ? seed : 0;

    /// <summary>The cell that its model was trained in, which several share; itself for bases and trainings.</summary>
    public string Training =>
        Header.Training.Length > 0 ? Header.Training
        : Kind is "base" or "training" ? Path.GetFileName(Folder.Path)
        : "";

    /// <summary>Bytes of its log.</summary>
    public long LogLength => OwnFile.Mark(Folder.Log).Length;

    /// <summary>Whether there are results, or a finished training; they are written whole.</summary>
    public bool IsDone => OwnFile.Exists(Folder.Results) || File.Exists(Path.Combine(Folder.Checkpoint, "result.json"));

    /// <summary>Why it failed last; null where it did not.</summary>
    public string? Failure => OwnFile.Text(Folder.Failure, 64 << 10);

    /// <summary>Its results; null where there are none, or they are damaged.</summary>
    public CellResult? Result
    {
        get
        {
            var mark = OwnFile.Mark(Folder.Results);
            if (mark != _mark)
                (_mark, _result) = (mark, Folder.Read());
            return _result;
        }
    }

    /// <summary>The steps of its training so far, for cells that have a log of their own.</summary>
    public IReadOnlyList<Clt.Engine.Training.StepRow> Steps => OwnFile.Exists(Folder.Log) ? _steps.Read() : [];

    /// <summary>The codes of the languages that it has answers in, in order.</summary>
    public IReadOnlyList<string> Languages
    {
        get
        {
            var answers = new DirectoryInfo(Path.GetDirectoryName(Folder.Predictions("x"))!);
            return answers is { Exists: true, LinkTarget: null }
                ? [.. answers.EnumerateFiles("*.jsonl").Select(f => Path.GetFileNameWithoutExtension(f.Name)).Order(StringComparer.Ordinal)]
                : [];
        }
    }
}
