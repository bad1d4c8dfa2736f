namespace Clt.Results.Store;

/// <summary>
/// The folder of a study: <c>cells/</c>, <c>study.yaml</c>, <c>results.json</c>, <c>history.jsonl</c>, <c>results.csv</c>,
/// <c>report.html</c>.
/// </summary>
public sealed class StudyFolder(string runsFolder, string study)
{
    public string Path { get; } = System.IO.Path.Combine([runsFolder, .. study.Split('/')]);

    public string StudyYaml => System.IO.Path.Combine(Path, "study.yaml");

    /// <summary>The name of <see cref="Results"/>.</summary>
    public const string ResultsFile = "results.json";

    public string Results => System.IO.Path.Combine(Path, ResultsFile);

    public string History => System.IO.Path.Combine(Path, "history.jsonl");

    public string Csv => System.IO.Path.Combine(Path, "results.csv");

    /// <summary>Mean scores in the columns of a published table, for <c>Published(…)</c> and other tools.</summary>
    public string Means => System.IO.Path.Combine(Path, "means.csv");

    public string Report => System.IO.Path.Combine(Path, "report.html");

    /// <summary>Links to the event files of trainings, by what they train.</summary>
    public string Board => System.IO.Path.Combine(Path, "tensorboard");

    /// <summary>Where a run stands; there while it runs.</summary>
    internal string Progress => System.IO.Path.Combine(Path, "progress.json");

    public string Lock => System.IO.Path.Combine(Path, ".lock");

    /// <summary>Scripts, logs and marks of launchers.</summary>
    public string Launch => System.IO.Path.Combine(Path, "launch");

    /// <summary>The names of all cells that have a folder, of this recipe and build or others.</summary>
    public IReadOnlyList<string> CellIds()
    {
        var cells = System.IO.Path.Combine(Path, "cells");
        if (!Directory.Exists(cells))
            return [];
        return [.. Directory.GetDirectories(cells).Select(d => System.IO.Path.GetFileName(d)!).Order(StringComparer.Ordinal)];
    }

    public CellFolder Cell(string id) => new(System.IO.Path.Combine(Path, "cells", id));
}
