using Clt.Results.Statistics.Regression;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Pairs;

/// <summary>Leave-one-language-out prediction of transfer, with intervals by the jackknife over languages.</summary>
internal static class PairPrediction
{
    private static readonly double[] Penalties = [0, 0.1, 0.3, 1, 3, 10, 30, 100, 300];

    /// <summary>The ridge penalty that predicts left-out members best.</summary>
    public static double Penalty(DyadicModel model) =>
        Penalties.MaxBy(l => model.LeftOutR2(l) is var r && double.IsFinite(r) ? r : double.NegativeInfinity);

    /// <summary>R² of left-out languages with some predictors; all where none are named.</summary>
    public static Interval LeftOut(PairDesign design, IReadOnlyList<int>? chosen)
    {
        var model = design.Model(chosen);
        return Jackknife(design, without => model.LeftOutR2(without: without));
    }

    /// <summary>What that R² loses without a predictor.</summary>
    public static Interval Loss(PairDesign design, int predictor)
    {
        int[] others = [.. Enumerable.Range(0, design.Predictors.Count).Where(j => j != predictor)];
        return Difference(design, [.. others, predictor], others);
    }

    /// <summary>The R² of one set of predictors less that of another.</summary>
    public static Interval Difference(PairDesign design, IReadOnlyList<int> first, IReadOnlyList<int> second)
    {
        var (a, b) = (design.Model(first), design.Model(second));
        return Jackknife(design, without => a.LeftOutR2(without: without) - b.LeftOutR2(without: without));
    }

    /// <summary>Each set of predictors, and how well it predicts.</summary>
    public static TableModel Table(string where, PairDesign design, IReadOnlyList<(string Name, int[] Chosen)> sets) =>
        new(
            $"Transfer of languages that were left out: {where}",
            [new("predictors"), new("R²", true), new("R² of left-out languages", true)],
            [
                .. sets.Select(s => new TableRow([s.Name, Format.Score(design.Model(s.Chosen).R2), Words.Cell(LeftOut(design, s.Chosen))])),
                .. design.Predictors.Select(
                    (p, j) => new TableRow([$"{p.Name} alone", Format.Score(design.Model([j]).R2), Words.Cell(LeftOut(design, [j]))])
                ),
            ],
            "Each language in turn, as source and as target, is predicted from the pairs of the others, and compared with their mean; "
                + "below 0 the mean predicts better."
        );

    private static Interval Jackknife(PairDesign design, Func<int, double> statistic)
    {
        var n = design.Languages.Count;
        double[] without = [.. Enumerable.Range(0, n).Select(statistic)];
        var mean = without.Average();
        var error = Math.Sqrt((n - 1.0) / n * without.Sum(v => (v - mean) * (v - mean)));
        return IntervalPolicy.StudentT(statistic(-1), error, n - 1, n, "languages");
    }
}
