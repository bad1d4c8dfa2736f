namespace Clt.Engine.Training.Schedules;

/// <summary>Polynomial learning-rate schedule: a power of a straight line to a share of the peak (<c>polynomial</c>).</summary>
/// <param name="Power">Above 0; 1 is a straight line.</param>
/// <inheritdoc/>
public sealed record PolynomialSchedule(double Peak, double Power, double Warmup = 0, double Final = 0)
    : FallingSchedule(Peak, Warmup, Final)
{
    protected override string Name => "polynomial";

    protected override IReadOnlyList<(string Key, object? Value)> Settings => [.. base.Settings, ("power", Power)];

    public override IEnumerable<Problem> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (!(Power > 0))
            yield return Wrong($"power is {Power}", "Give a number above 0.");
    }

    protected override double After(double step, double warmup, double total)
    {
        var end = Peak * Final;
        if (step > total)
            return end / Peak;
        return ((Peak - end) * Math.Pow(1 - (step - warmup) / (total - warmup), Power) + end) / Peak;
    }
}
