namespace Clt.Engine.Training;

/// <summary>When a rate falls because the validation loss does not, as in torch's ReduceLROnPlateau.</summary>
public sealed record PlateauSettings
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

    /// <summary>The rate after these validation losses.</summary>
    internal double Rate(double full, IReadOnlyList<double> losses)
    {
        // A change that is smaller is not made.
        const double LeastChange = 1e-8;
        var (rate, best, failed, cooling) = (full, double.PositiveInfinity, 0, 0);
        foreach (var loss in losses)
        {
            if (loss < (Absolute ? best - Threshold : best * (1 - Threshold))) (best, failed) = (loss, 0);
            else failed++;
            if (cooling > 0) (cooling, failed) = (cooling - 1, 0);
            if (failed <= Patience) continue;
            var lower = Math.Max(rate * Factor, LeastRate);
            if (rate - lower > LeastChange) rate = lower;
            (cooling, failed) = (Cooldown, 0);
        }

        return rate;
    }
}
