using Clt.Results.Analysis.Curves;
using Clt.Results.Scores;
using Clt.Results.Statistics.Curves;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Pairs;

/// <summary>
/// Few-shot transfer: does a language's score grow with the logarithm of its examples, by a power law, or towards a ceiling?
/// </summary>
/// <remarks>
/// Every number of examples in turn is left out and predicted from the others by each shape; the largest is predicted only, which is the
/// test of growth. Muller et al. 2022 claim the logarithm; what they compared it with is not public.
/// </remarks>
public sealed class FewShotGrowth : CurveAnalysis
{
    private const int Fewest = 4;

    public override string Title => "How few-shot transfer grows";

    public override AnalysisResult Run(MeanScores scores)
    {
        var errors = scores
            .Curves.SelectMany(c => c.Seen.Select(l => (Curve: c, Language: l)))
            .Where(p => p.Curve.Samples.Count >= Fewest)
            .Select(p => Errors(p.Curve, p.Language))
            .Where(e => e.Points > 0)
            .ToList();
        if (errors.Count < 2)
            return Nothing($"This needs at least two languages with {Fewest} numbers of examples each.");
        var rows = errors.Select(e => new TableRow([
            e.Name,
            Format.Score(e.Logarithm),
            Format.Score(e.Power),
            Format.Score(e.Ceiling),
            e.Best,
        ]));
        var table = new TableModel(
            "Held-out error of each shape of growth",
            [new("runs and language"), new("logarithm", true), new("power law", true), new("ceiling", true), new("least")],
            [.. rows],
            "Root of the mean squared error for a number of examples that was left out, in points of the score; ceiling: A − B exp(−n "
                + "/ scale)."
        );
        var power = Estimates.Mean([.. errors.Select(e => e.Power - e.Logarithm)], "pairs of runs and language");
        var ceiling = Estimates.Mean([.. errors.Select(e => e.Ceiling - e.Logarithm)], "pairs of runs and language");
        static Interval Bare(double value) => IntervalPolicy.None(value, "");
        var plot = RowFigure.Of(
            "Held-out error of each shape of growth",
            "points of the score",
            [.. errors.Select(e => e.Name)],
            [
                ("logarithm", 1, [.. errors.Select(e => Bare(e.Logarithm))]),
                ("power law", 2, [.. errors.Select(e => Bare(e.Power))]),
                ("ceiling", 3, [.. errors.Select(e => Bare(e.Ceiling))]),
            ],
            "Of a number of examples that was left out."
        );
        return new AnalysisResult(Title, [Said("a power law", power), Said("growth towards a ceiling", ceiling)], [plot], [table]);
    }

    private sealed record Held(string Name, int Points, double Logarithm, double Power, double Ceiling)
    {
        public string Best => new[] { ("logarithm", Logarithm), ("power law", Power), ("ceiling", Ceiling) }.MinBy(e => e.Item2).Item1;
    }

    private static Held Errors(TransferCurve curve, Language language)
    {
        var points = curve.Samples.Select(n => (N: n, Y: curve.At(n, language))).Where(p => double.IsFinite(p.Y)).ToList();
        var (log, power, ceiling, count) = (0.0, 0.0, 0.0, 0);
        // The smallest number of examples anchors every shape, so it is not left out.
        foreach (var left in points.Count < Fewest ? [] : points.Skip(1))
        {
            double[] n = [.. points.Where(p => p != left).Select(p => p.N)],
                y = [.. points.Where(p => p != left).Select(p => p.Y)];
            var (a, b, c) = (LogCurve.Fit(n, y), PowerCurve.Fit(n, y), SaturatingCurve.Fit(n, y));
            log += Math.Pow(left.Y - (a.A + (a.B * Math.Log(1 + left.N))), 2);
            power += Math.Pow(left.Y - (b.A + (b.B * Math.Pow(left.N, b.Exponent))), 2);
            ceiling += Math.Pow(left.Y - (c.Plateau - (c.Gain * Math.Exp(-left.N / c.Scale))), 2);
            count++;
        }

        double Root(double sum) => Math.Sqrt(sum / Math.Max(1, count));
        return new Held($"{curve.Name}: {language.Short}", count, Root(log), Root(power), Root(ceiling));
    }

    private static Finding Said(string shape, Interval more) =>
        new(
            "",
            Words.IsClear(more)
                ? $"few-shot growth is {(more.Estimate > 0 ? "nearer to" : "farther from")} the logarithm of the examples than "
                    + $"{(more.Estimate > 0 ? "to" : "from")} {shape}: held-out errors differ by {Words.Of(more)}."
                : $"no evidence whether the logarithm of the examples or {shape} describes few-shot growth better (held-out errors "
                    + $"differ by {Words.Of(more)})."
        );
}
