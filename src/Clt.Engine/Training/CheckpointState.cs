namespace Clt.Engine.Training;

/// <summary>What a checkpoint holds besides tensors.</summary>
/// <remarks>Data order, warm-up and every random stream are functions of seed and step, so the step is the position of them all.</remarks>
/// <param name="Identity">The job's.</param>
/// <param name="Step">Optimiser steps done.</param>
/// <param name="TotalSteps">Steps of the whole run: the schedule's length.</param>
/// <param name="Tokens">Tokens so far.</param>
/// <param name="ValidationLoss">Measured at this step, or null.</param>
/// <param name="BestStep">Step of the best checkpoint so far, or null.</param>
/// <param name="BestLoss">Its validation loss.</param>
internal sealed record CheckpointState(
    string Identity,
    int Step,
    int TotalSteps,
    long Tokens,
    double? ValidationLoss,
    int? BestStep,
    double? BestLoss
)
{
    /// <summary>Every validation loss so far, in order: early stopping and schedules that follow it are functions of them.</summary>
    public IReadOnlyList<double> ValidationLosses { get; init; } = [];
}
