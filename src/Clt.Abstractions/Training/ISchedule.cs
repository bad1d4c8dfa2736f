namespace Clt;

/// <summary>
/// Learning-rate schedule: the rate of every optimiser step of a run. An extension point; recipes name it with <c>lr:</c>.
/// </summary>
public interface ISchedule
{
    /// <summary>Its name, and every number that can change a rate.</summary>
    ScheduleInfo Info { get; }

    /// <summary>What is wrong with its numbers; nothing where it can be used.</summary>
    IEnumerable<Problem> Problems();

    /// <summary>
    /// The learning rate of a step, 0 or more. It depends on nothing but what it is given, so that a run that was interrupted goes on with
    /// the same rates.
    /// </summary>
    double Rate(ScheduleStep at);
}

/// <summary>What a learning-rate schedule is.</summary>
/// <inheritdoc/>
public sealed record ScheduleInfo(string Name) : ComponentInfo(Name)
{
    /// <summary>Whether it needs validation losses: a run that never measures them is refused.</summary>
    public bool FollowsValidation { get; init; }
}

/// <summary>An optimiser step, as a learning-rate schedule sees it.</summary>
/// <param name="Step">Its number, from 0.</param>
/// <param name="Total">Optimiser steps of the whole run, were it not ended early.</param>
/// <param name="ValidationLosses">Every validation loss that was measured before it, in order.</param>
public readonly record struct ScheduleStep(int Step, int Total, IReadOnlyList<double> ValidationLosses);
