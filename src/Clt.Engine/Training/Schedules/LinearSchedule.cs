namespace Clt.Engine.Training.Schedules;

/// <summary>Linear learning-rate schedule: a straight line to a share of the peak at the last step (<c>linear</c>).</summary>
/// <inheritdoc/>
public sealed record LinearSchedule(double Peak, double Warmup = 0, double Final = 0) : FallingSchedule(Peak, Warmup, Final)
{
    protected override string Name => "linear";

    protected override double After(double step, double warmup, double total) =>
        Math.Max(0, (total - step) / Math.Max(1, total - warmup)) * (1 - Final) + Final;
}
