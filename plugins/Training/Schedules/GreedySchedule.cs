namespace Clt.Plugins.Training.Schedules;

/// <summary>
/// Learning-rate schedule that rises because the validation loss falls, and falls because it does not (Subramanian and Ganapathiraman 2023,
/// GreedyLR), as transformers' <c>greedy</c>, without its smoothing and waiting times.
/// </summary>
/// <inheritdoc/>
public sealed record GreedySchedule(double Peak, double Warmup = 0) : Schedule(Peak, Warmup)
{
    /// <summary>What the rate is multiplied with where it falls and divided by where it rises, in (0, 1).</summary>
    public double Factor { get; init; } = 0.95;

    /// <summary>Validation losses in a row of one kind, falling or not, that change nothing yet.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>How much lower than the lowest a loss must be to count as fallen.</summary>
    public double Threshold { get; init; } = 1e-6;

    /// <summary>The rate does not fall below.</summary>
    public double LeastRate { get; init; } = 1e-6;

    /// <summary>The rate does not rise above.</summary>
    public double GreatestRate { get; init; } = 1;

    protected override string Name => "greedy";

    protected override bool FollowsValidation => true;

    protected override IReadOnlyList<(string Key, object? Value)> Settings =>
        [
            ("factor", Factor),
            ("patience of the rate", Patience),
            ("threshold", Threshold),
            ("least rate", LeastRate),
            ("greatest rate", GreatestRate),
        ];

    public override IEnumerable<Problem> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (Factor is not (> 0 and < 1))
            yield return Wrong($"factor is {Factor}", "Give a number in (0, 1), such as 0.95.");
        if (Patience < 0 || Threshold < 0)
            yield return Wrong($"the patience or the threshold is negative", "Give 0 or more.");
        if (!(LeastRate >= 0 && LeastRate <= GreatestRate))
            yield return Wrong($"the rate is to stay between {LeastRate} and {GreatestRate}", "Give a least rate below the greatest.");
    }

    protected override double After(double step, double warmup, double total) => 1;

    protected override double Follow(IReadOnlyList<double> validationLosses)
    {
        var (rate, best, fallen, failed) = (Peak, double.PositiveInfinity, 0, 0);
        foreach (var loss in validationLosses)
        {
            var falls = loss < best - Threshold;
            if (falls)
                best = loss;
            (fallen, failed) = falls ? (fallen + 1, 0) : (0, failed + 1);
            if (failed > Patience)
                (rate, failed) = (Math.Max(rate * Factor, LeastRate), 0);
            if (fallen > Patience)
                (rate, fallen) = (Math.Min(rate / Factor, GreatestRate), 0);
        }

        return rate / Peak;
    }
}
