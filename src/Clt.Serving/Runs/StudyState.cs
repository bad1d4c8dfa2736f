using Clt.Results.Store;
using Clt.Running.Runner;

namespace Clt.Serving.Runs;

/// <summary>A study as the page shows it: its design, and how far its cells have come.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Axes">Its axes.</param>
/// <param name="Groups">The group of each evaluated language, by code.</param>
/// <param name="Languages">The names of those languages, by code.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Metric">The headline metrics; empty until something was measured.</param>
/// <param name="HasReport">Whether there is a report.</param>
/// <param name="Progress">Where the run stands; null where none runs.</param>
/// <param name="Cells">Its cells: shared ones, the points of the grid, those that are left over.</param>
internal sealed record StudyState(
    string Name,
    IReadOnlyList<AxisInfo> Axes,
    IReadOnlyDictionary<string, string> Groups,
    IReadOnlyDictionary<string, string> Languages,
    IReadOnlyList<SettingRow> Settings,
    string Metric,
    bool HasReport,
    RunStanding? Progress,
    IReadOnlyList<CellState> Cells
)
{
    /// <summary>How many cells have a state.</summary>
    public int Count(string state) => Cells.Count(c => c.State == state && !c.Left);
}

/// <summary>Where a run stands.</summary>
/// <param name="Cells">Number of cells.</param>
/// <param name="Done">Cells done.</param>
/// <param name="Failed">Cells failed.</param>
/// <param name="Fraction">How much of the work is done, from 0 to 1.</param>
/// <param name="Seconds">Time since the run began.</param>
/// <param name="SecondsLeft">Estimated seconds left.</param>
internal sealed record RunStanding(int Cells, int Done, int Failed, double Fraction, double Seconds, double? SecondsLeft)
{
    public static RunStanding? Of(StoredProgress? p) =>
        p is null
            ? null
            : new RunStanding(p.Cells, p.Done, p.Failed, p.Fraction, Math.Round(p.Seconds), p.Left is { } left ? Math.Round(left) : null);
}

/// <summary>A study in a list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cells">Cells that it has.</param>
/// <param name="Done">Cells done.</param>
/// <param name="Failed">Cells failed.</param>
/// <param name="IsRunning">Whether it is being run.</param>
/// <param name="Fraction">How much of it is done, from 0 to 1.</param>
internal sealed record StudyEntry(string Name, int Cells, int Done, int Failed, bool IsRunning, double Fraction)
{
    public static StudyEntry Of(StudyState s) =>
        new(
            s.Name,
            s.Cells.Count(c => !c.Left),
            s.Count("done"),
            s.Count("failed"),
            s.Progress is not null,
            s.Progress?.Fraction ?? s.Count("done") / (double)Math.Max(1, s.Cells.Count(c => !c.Left))
        );
}
