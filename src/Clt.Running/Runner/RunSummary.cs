namespace Clt.Running.Runner;

/// <summary>How a run of a study ended.</summary>
/// <param name="Study">Its name.</param>
/// <param name="Cells">Number of cells.</param>
/// <param name="Before">Cells that were done before.</param>
/// <param name="Done">Cells done by this run.</param>
/// <param name="Failures">Cells that failed, with the reason.</param>
/// <param name="Interrupted">Whether it was told to stop; the next run goes on.</param>
/// <param name="Seconds">Wall-clock time.</param>
public sealed record RunSummary(
    string Study,
    int Cells,
    int Before,
    int Done,
    IReadOnlyDictionary<string, string> Failures,
    bool Interrupted,
    double Seconds
)
{
    /// <summary>The report's path once it is written; empty before, and where nothing is there to report.</summary>
    public string Report { get; init; } = "";

    /// <summary>Gates of the study that do not hold, by name, once it is reported.</summary>
    public IReadOnlyList<string> Unmet { get; init; } = [];

    /// <summary>The process's exit code: 0 done, 1 a cell failed or a gate does not hold, 3 interrupted but resumable.</summary>
    public int ExitCode =>
        Interrupted ? 3
        : Failures.Count + Unmet.Count > 0 ? 1
        : 0;

    /// <summary>One line of JSON.</summary>
    public string ToJson() => System.Text.Json.JsonSerializer.Serialize(this, SummaryJson.Default.RunSummary);
}
