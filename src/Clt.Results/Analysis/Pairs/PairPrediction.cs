using Clt.Results.Statistics.Regression;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Pairs;

/// <summary>Leave-one-language-out prediction of transfer, with dyadic-robust intervals over languages.</summary>
/// <remarks>
/// R² is a ratio of sums over languages, whose error is that of its linearisation. Each pair is in the sums of two languages, so that it is
/// twice that of as many independent sums (Aronow, Samii and Assenova 2015; Hoeffding's U-statistics of degree two). The fits themselves
/// are taken as given, as in the usual standard error of cross-validation: a jackknife, which fits anew without a language, is as wide as
/// the fits of seven predictors to eight languages are unstable.
/// </remarks>
internal static class PairPrediction
{
    private static readonly double[] Penalties = [0, 0.1, 0.3, 1, 3, 10, 30, 100, 300];

    /// <summary>The ridge penalty that predicts left-out members best.</summary>
    public static double Penalty(DyadicModel model) =>
        Penalties.MaxBy(l => model.LeftOutR2(l) is var r && double.IsFinite(r) ? r : double.NegativeInfinity);

    /// <summary>R² of left-out languages with some predictors; all where none are named.</summary>
    public static Interval LeftOut(PairDesign design, IReadOnlyList<int>? chosen)
    {
        var errors = design.Model(chosen).LeftOut();
        return Ratio([.. errors.Select(e => (e.Total - e.Error, e.Total))]);
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
        var (a, b) = (design.Model(first).LeftOut(), design.Model(second).LeftOut());
        return Ratio([.. a.Zip(b, (x, y) => (y.Error - x.Error, x.Total))]);
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

    private static Interval Ratio(IReadOnlyList<(double Part, double Whole)> languages)
    {
        var n = languages.Count;
        var whole = languages.Sum(l => l.Whole);
        var ratio = languages.Sum(l => l.Part) / whole;
        var squares = languages.Sum(l => Math.Pow(l.Part - (ratio * l.Whole), 2));
        return IntervalPolicy.StudentT(ratio, 2 * Math.Sqrt(n / (n - 1.0) * squares) / whole, n - 1, n, "languages");
    }
}
