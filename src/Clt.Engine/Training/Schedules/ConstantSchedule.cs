namespace Clt.Engine.Training.Schedules;

/// <summary>Constant learning-rate schedule: the peak throughout, after an optional linear warm-up (<c>constant_with_warmup</c>).</summary>
/// <inheritdoc/>
public sealed record ConstantSchedule(double Peak, double Warmup = 0) : Schedule(Peak, Warmup)
{
    protected override string Name => "constant";

    protected override double After(double step, double warmup, double total) => 1;
}
