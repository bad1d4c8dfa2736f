namespace Clt.Engine.Training;

/// <summary>The learning rate over the optimiser steps of a run. Names and values are those of transformers' get_scheduler.</summary>
/// <remarks>Step k (0-based) uses <see cref="Rate(int, int)"/>(k): with warm-up the first step has rate 0 and step W is the first at full rate.</remarks>
public sealed record Schedule
{
    private readonly Func<double, double, double, double> _factor;

    /// <summary>(validation losses so far) → share of the rate that the step alone gives; null for schedules that follow none.</summary>
    private readonly Func<IReadOnlyList<double>, double>? _follow;

    /// <param name="name">Short name.</param>
    /// <param name="rate">The full learning rate.</param>
    /// <param name="warmup">Warm-up steps; below 1 a share of all steps, rounded up.</param>
    /// <param name="factor">(step, warm-up steps, all steps) → share of the full rate.</param>
    /// <param name="follow">(validation losses so far) → share of that; null follows none.</param>
    internal Schedule(
        string name, double rate, double warmup, Func<double, double, double, double> factor, Func<IReadOnlyList<double>, double>? follow = null)
    {
        (Name, FullRate, Warmup, _factor, _follow) = (name, rate, warmup, factor, follow);
        if (!(rate > 0) || !double.IsFinite(rate))
            throw new InputException($"the learning rate is {rate}", $"schedule {name}", "Give a rate above 0, such as 1e-5.");
        if (!(warmup >= 0))
            throw new InputException($"the warm-up is {warmup}", $"schedule {name}", "Give a number of steps, or a share of all steps below 1.");
    }

    public string Name { get; }

    public double FullRate { get; }

    /// <summary>As given: steps, or below 1 a share of all steps.</summary>
    public double Warmup { get; }

    /// <summary>The learning rate that optimiser step <paramref name="step"/> (0-based) of <paramref name="total"/> uses.</summary>
    public double Rate(int step, int total) => FullRate * _factor(step, WarmupSteps(total), total);

    /// <summary>The same for schedules that follow the validation loss.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="total">Steps of the run.</param>
    /// <param name="validationLosses">Every one so far, in order.</param>
    public double Rate(int step, int total, IReadOnlyList<double> validationLosses) =>
        Rate(step, total) * (_follow?.Invoke(validationLosses) ?? 1);

    /// <summary>Whether it needs validation losses.</summary>
    public bool FollowsValidation => _follow is not null;

    /// <summary>Warm-up steps in a run of <paramref name="total"/> steps.</summary>
    public int WarmupSteps(int total) => (int)(Warmup < 1 ? Math.Ceiling(Warmup * total) : Warmup);

    public override string ToString() => FormattableString.Invariant($"{Name}({FullRate:R}, warmup {Warmup:R})");
}
