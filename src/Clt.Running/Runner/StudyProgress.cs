namespace Clt.Running.Runner;

/// <summary>Where a run stands.</summary>
/// <param name="Cells">Number of cells.</param>
/// <param name="Done">Cells done, before or now.</param>
/// <param name="Failed">Cells failed.</param>
/// <param name="Running">Cells being run.</param>
/// <param name="Fraction">How much of the work is done, weighted by estimated cost, from 0 to 1.</param>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="Left">Estimated time left; null until it can be told.</param>
/// <param name="Event">A cell that just ended or was tried again, in a line for plain output; null otherwise.</param>
public sealed record StudyProgress(
    int Cells,
    int Done,
    int Failed,
    IReadOnlyList<RunningCell> Running,
    double Fraction,
    TimeSpan Elapsed,
    TimeSpan? Left,
    string? Event
);
