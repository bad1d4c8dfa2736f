namespace Clt.Engine.Training;

/// <summary>When validation losses stop falling.</summary>
internal static class EarlyStopping
{
    /// <summary>
    /// Whether the last <paramref name="patience"/> losses all failed to fall below the lowest before them by the least fall.
    /// </summary>
    /// <param name="losses">Every validation loss so far.</param>
    /// <param name="patience">Losses that may fail; 0 never stops.</param>
    /// <param name="leastFall">How much lower a loss must be to count.</param>
    public static bool Reached(IReadOnlyList<double> losses, int patience, double leastFall)
    {
        if (patience == 0)
            return false;
        var (best, failed) = (double.PositiveInfinity, 0);
        foreach (var loss in losses)
        {
            failed = loss < best - leastFall ? 0 : failed + 1;
            if (failed == 0)
                best = loss;
        }

        return failed >= patience;
    }
}
