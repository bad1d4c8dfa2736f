namespace Clt.Engine.Training;

/// <summary>What happened last in a run.</summary>
/// <param name="Step">Optimiser steps done.</param>
/// <param name="TotalSteps">Steps of the whole run.</param>
/// <param name="Row">The step's figures, as they stand in the log; null where only <paramref name="Message"/> is news.</param>
/// <param name="Message">
/// One line to show: a checkpoint that could not be saved, a damaged one that was passed over, where a run went on from.
/// </param>
public sealed record TrainingProgress(int Step, int TotalSteps, StepRow? Row, string? Message = null)
{
    /// <summary>Whether it was told to stop, and saves a checkpoint before it does.</summary>
    public bool IsSaving { get; init; }
}
