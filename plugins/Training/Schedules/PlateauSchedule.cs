namespace Clt.Plugins.Training.Schedules;

/// <summary>
/// Learning-rate schedule that falls whenever the validation loss has not fallen for a while, as torch's ReduceLROnPlateau.
/// </summary>
/// <inheritdoc/>
public sealed record PlateauSchedule(double Peak, double Warmup = 0) : Schedule(Peak, Warmup)
{
    /// <summary>What the rate is multiplied with, in (0, 1).</summary>
    public double Factor { get; init; } = 0.1;

    /// <summary>Validation losses in a row that may fail to fall.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>How much lower a loss must be to count as fallen.</summary>
    public double Threshold { get; init; } = 1e-4;

    /// <summary>Whether the threshold is a difference; else a share of the lowest loss.</summary>
    public bool Absolute { get; init; }

    /// <summary>Validation losses after a fall of the rate that are not counted.</summary>
    public int Cooldown { get; init; }

    /// <summary>The rate does not fall below.</summary>
    public double LeastRate { get; init; }

    protected override string Name => "on plateau";

    protected override bool FollowsValidation => true;

    protected override IReadOnlyList<(string Key, object? Value)> Settings =>
        [
            ("factor", Factor),
            ("patience of the rate", Patience),
            ("threshold", Threshold),
            ("absolute", Absolute ? true : null),
            ("cooldown", Cooldown),
            ("least rate", LeastRate),
        ];

    public override IEnumerable<Problem> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (Factor is not (> 0 and < 1))
            yield return Wrong($"factor is {Factor}", "Give a number between 0 and 1, such as 0.1.");
        if (Patience < 0 || Cooldown < 0 || Threshold < 0 || LeastRate < 0)
            yield return Wrong($"a number of the plateau is negative", "Give 0 or more.");
    }

    protected override double After(double step, double warmup, double total) => 1;

    protected override double Follow(IReadOnlyList<double> validationLosses)
    {
        // A change that is smaller is not made.
        const double LeastChange = 1e-8;
        var (rate, best, failed, cooling) = (Peak, double.PositiveInfinity, 0, 0);
        foreach (var loss in validationLosses)
        {
            if (loss < (Absolute ? best - Threshold : best * (1 - Threshold)))
                (best, failed) = (loss, 0);
            else
                failed++;
            if (cooling > 0)
                (cooling, failed) = (cooling - 1, 0);
            if (failed <= Patience)
                continue;
            var lower = Math.Max(rate * Factor, LeastRate);
            if (rate - lower > LeastChange)
                rate = lower;
            (cooling, failed) = (Cooldown, 0);
        }

        return rate / Peak;
    }
}
