using Clt.Results.Scores;

namespace Clt.Results.Analysis.Advice;

/// <summary>How well the scores of the largest runs would have been predicted without them.</summary>
/// <remarks>
/// Errors are divided by the range of the task's scores, so that tasks can stand together. "All English" predicts what English alone gave;
/// "spread evenly" predicts English alone plus the mean gain over all languages and runs, the same for each language; "the last run"
/// predicts the largest run that was not held out.
/// </remarks>
/// <param name="Cells">Held-out scores: languages but English at the largest samples of each curve.</param>
/// <param name="Forecast">Mean absolute error of the forecast.</param>
/// <param name="AllEnglish">The same of that rule.</param>
/// <param name="SpreadEvenly">The same of that rule.</param>
/// <param name="LastRun">The same of that rule.</param>
/// <param name="Covered">Share of the held-out scores within their 95 % intervals.</param>
public sealed record Backtest(int Cells, double Forecast, double AllEnglish, double SpreadEvenly, double LastRun, double Covered)
{
    private const int Fewest = 5;

    /// <exception cref="InputException">No curve has enough runs.</exception>
    public static Backtest Of(MeanScores scores)
    {
        var errors = scores.Curves.Where(c => c.Samples.Count >= Fewest).SelectMany(c => Errors(c, Range(scores, c.Task))).ToList();
        if (errors.Count == 0)
            throw new InputException($"no curve has {Fewest} numbers of samples", "the table of scores", "Give one with more runs.");
        return new Backtest(
            errors.Count,
            errors.Average(e => e.Forecast),
            errors.Average(e => e.English),
            errors.Average(e => e.Evenly),
            errors.Average(e => e.Last),
            errors.Average(e => e.Covered ? 1.0 : 0)
        );
    }

    private static double Range(MeanScores scores, string task)
    {
        var values = scores.Rows.Where(r => r.Task == task).Select(r => r.Value).ToList();
        return values.Max() - values.Min();
    }

    private static IEnumerable<(double Forecast, double English, double Evenly, double Last, bool Covered)> Errors(
        TransferCurve curve,
        double range
    )
    {
        var (known, held) = (curve.Samples.SkipLast(1).ToList(), curve.Samples[^1]);
        var gain = curve.Others.Average(l => known.Skip(1).Average(n => curve.At(n, l) - curve.At(known[0], l)));
        foreach (var language in curve.Others)
        {
            var truth = curve.At(held, language);
            var start = curve.At(known[0], language);
            var forecast = new Forecast([.. curve.Points((n, s) => curve.At(n, language, s)).Where(p => p.Samples < held)]).At(held);
            yield return (
                Math.Abs(forecast.Estimate - truth) / range,
                Math.Abs(start - truth) / range,
                Math.Abs(start + gain - truth) / range,
                Math.Abs(curve.At(known[^1], language) - truth) / range,
                truth >= forecast.Low && truth <= forecast.High
            );
        }
    }
}
