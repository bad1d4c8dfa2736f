namespace Clt.Engine.Training.Schedules;

/// <summary>Learning-rate schedule that falls to a share of its peak.</summary>
/// <param name="Final">The last rate as a share of the peak, in [0, 1].</param>
/// <inheritdoc cref="Schedule"/>
public abstract record FallingSchedule(double Peak, double Warmup, double Final) : Schedule(Peak, Warmup)
{
    protected override IReadOnlyList<(string Key, object? Value)> Settings => [("final", Final)];

    public override IEnumerable<Problem> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (Final is not (>= 0 and <= 1))
            yield return Wrong($"final is {Final}", "Give a fraction of the peak, from 0 to 1.");
    }
}
