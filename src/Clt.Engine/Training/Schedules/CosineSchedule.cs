namespace Clt.Engine.Training.Schedules;

/// <summary>
/// Cosine learning-rate schedule: along a cosine to a share of the peak (<c>cosine</c>, <c>cosine_with_min_lr</c>); with more than half a
/// cycle it rises again.
/// </summary>
/// <param name="Cycles">Waves of the cosine; half a one ends at the lowest rate.</param>
/// <inheritdoc/>
public sealed record CosineSchedule(double Peak, double Warmup = 0, double Final = 0, double Cycles = 0.5)
    : FallingSchedule(Peak, Warmup, Final)
{
    protected override string Name => "cosine";

    protected override IReadOnlyList<(string Key, object? Value)> Settings => [.. base.Settings, ("cycles", Cycles == 0.5 ? null : Cycles)];

    public override IEnumerable<Problem> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (!(Cycles > 0))
            yield return Wrong($"cycles is {Cycles}", "Give a number above 0; 0.5 ends at the lowest rate.");
    }

    protected override double After(double step, double warmup, double total) =>
        Math.Max(0, Wave(Progress(step, warmup, total) * Cycles * 2) * (1 - Final) + Final);
}
