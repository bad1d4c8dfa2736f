namespace Clt.Engine.Training.Schedules;

/// <summary>Inverse square root learning-rate schedule (<c>inverse_sqrt</c>).</summary>
/// <param name="Timescale">Steps after which the rate is the peak over √2; null: the warm-up's, or 10,000 without one.</param>
/// <inheritdoc/>
public sealed record InverseSquareRootSchedule(double Peak, double Warmup = 0, double? Timescale = null) : Schedule(Peak, Warmup)
{
    private const double Usual = 10_000;

    protected override string Name => "inverse square root";

    protected override IReadOnlyList<(string Key, object? Value)> Settings => [("timescale", Timescale)];

    public override IEnumerable<Problem> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (Timescale is <= 0)
            yield return Wrong($"timescale is {Timescale}", "Give a number of steps above 0.");
    }

    protected override double After(double step, double warmup, double total)
    {
        var scale = Timescale ?? (warmup > 0 ? warmup : Usual);
        return 1 / Math.Sqrt((step + scale - warmup) / scale);
    }
}
