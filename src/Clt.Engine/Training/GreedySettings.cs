namespace Clt.Engine.Training;

/// <summary>
/// When a rate rises because the validation loss falls, and falls because it does not (Subramanian and Ganapathiraman 2023, GreedyLR), as in
/// transformers' <c>greedy</c>, without its smoothing and waiting times.
/// </summary>
public sealed record GreedySettings
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

    internal void Check()
    {
        const string Where = "schedule greedy";
        var problems = new List<Problem>();
        if (Factor is not (> 0 and < 1)) problems.Add(new Problem($"the factor is {Factor}", Where, "Give a number in (0, 1), such as 0.95."));
        if (Patience < 0 || Threshold < 0) problems.Add(new Problem("the patience or the threshold is negative", Where, "Give 0 or more."));
        if (!(LeastRate >= 0 && LeastRate <= GreatestRate))
            problems.Add(new Problem($"the rate is to stay between {LeastRate} and {GreatestRate}", Where, "Give a least rate below the greatest."));
        if (problems.Count > 0) throw new InputException(problems);
    }

    /// <summary>The rate after these validation losses.</summary>
    internal double Rate(double full, IReadOnlyList<double> losses)
    {
        var (rate, best, fallen, failed) = (full, double.PositiveInfinity, 0, 0);
        foreach (var loss in losses)
        {
            var falls = loss < best - Threshold;
            if (falls) best = loss;
            (fallen, failed) = falls ? (fallen + 1, 0) : (0, failed + 1);
            if (failed > Patience) (rate, failed) = (Math.Max(rate * Factor, LeastRate), 0);
            if (fallen > Patience) (rate, fallen) = (Math.Min(rate / Factor, GreatestRate), 0);
        }

        return rate;
    }
}
