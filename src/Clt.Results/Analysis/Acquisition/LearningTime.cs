namespace Clt.Results.Analysis.Acquisition;

/// <summary>
/// Learning time of a score over the checkpoints of pre-training (Blevins et al. 2022, section 4): when a part of its best is first
/// reached.
/// </summary>
internal static class LearningTime
{
    /// <summary>
    /// The share at which the score first reaches the part of its best; between checkpoints it is taken as straight along a logarithm that
    /// starts at zero, log(1 + share / smallest share above zero).
    /// </summary>
    /// <param name="shares">Shares of pre-training, rising, 0 to 1.</param>
    /// <param name="scores">A score each; positive numbers.</param>
    /// <param name="part">0.98 asks for 98 % of the best score; where lower is better, for the best divided by it.</param>
    /// <param name="higherIsBetter">The metric's direction of improvement.</param>
    /// <returns>A share; NaN where a score is.</returns>
    public static double Of(IReadOnlyList<double> shares, IReadOnlyList<double> scores, double part, bool higherIsBetter)
    {
        if (scores.Any(double.IsNaN))
            return double.NaN;
        var goal = higherIsBetter ? scores.Max() * part : scores.Min() / part;
        double Missing(int i) => higherIsBetter ? goal - scores[i] : scores[i] - goal;
        var reached = Enumerable.Range(0, scores.Count).First(i => Missing(i) <= 0);
        if (reached == 0)
            return shares[0];
        var unit = shares.First(s => s > 0);
        double Place(int i) => Math.Log(1 + (shares[i] / unit));
        var (before, at) = (Missing(reached - 1), Missing(reached));
        var place = Place(reached - 1) + ((Place(reached) - Place(reached - 1)) * before / (before - at));
        return unit * (Math.Exp(place) - 1);
    }
}
