namespace Clt.Engine.Training.Schedules;

/// <summary>
/// Cosine learning-rate schedule down to a share, whose warm-up starts at a share above 0 and is one step ahead
/// (<c>cosine_warmup_with_min_lr</c>).
/// </summary>
/// <param name="Start">Share of the peak at the first step, in [0, 1]; null: one warm-up step's worth.</param>
/// <inheritdoc/>
public sealed record CosineFromStartSchedule(double Peak, double Final, double Warmup = 0, double? Start = null)
    : FallingSchedule(Peak, Warmup, Final)
{
    protected override string Name => "cosine from start";

    protected override IReadOnlyList<(string Key, object? Value)> Settings => [.. base.Settings, ("start", Start)];

    public override IEnumerable<Problem> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (Start is < 0 or > 1)
            yield return Wrong($"start is {Start}", "Give a fraction of the peak, from 0 to 1.");
    }

    protected override double Share(double step, double warmup, double total)
    {
        if (step >= warmup)
            return After(step, warmup, total);
        return Start is { } start ? start + (1 - start) * step / Math.Max(1, warmup - 1) : (step + 1) / Math.Max(1, warmup);
    }

    protected override double After(double step, double warmup, double total) =>
        Math.Max(0, Wave((step + 1 - warmup) / Math.Max(1, total - warmup)) * (1 - Final) + Final);
}
