using System.Globalization;
using Clt.Results.Scores;
using Clt.Results.Statistics.Regression;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Curves;

/// <summary>How much of the spread of scores goes with task, model, setting, training languages, samples, language and seed?</summary>
/// <remarks>
/// The response is the score of a language divided by English of the same runs, so that tasks of different scales can stand together.
/// Analysis of variance (type II, no interactions), and a mixed model with a random intercept for each language.
/// </remarks>
public sealed class VarianceShares : CurveAnalysis
{
    public override string Title => "What the scores vary with";

    public override AnalysisResult Run(MeanScores scores)
    {
        var rows = scores
            .Curves.SelectMany(c =>
                c.Rows.Where(r => !c.English.Contains(r.Language))
                    .Select(r => (Row: r, Share: r.Value / c.Mean(r.Samples, c.English, r.Seed)))
            )
            .Where(r => double.IsFinite(r.Share))
            .ToList();
        IReadOnlyDictionary<string, Func<MeanScore, string>> names = new Dictionary<string, Func<MeanScore, string>>
        {
            ["task"] = r => r.Task,
            ["model"] = r => r.Model,
            ["setting"] = r => r.Setting,
            ["training languages"] = r => r.Trained.ToString(),
            ["samples per language"] = r => r.Samples.ToString(CultureInfo.InvariantCulture),
            ["language"] = r => r.Language.Code,
            ["seed"] = r => r.Seed.ToString(CultureInfo.InvariantCulture),
        };
        var factors = names
            .Where(n => rows.Select(r => n.Value(r.Row)).Distinct().Count() > 1)
            .ToDictionary(n => n.Key, n => (IReadOnlyList<string>)[.. rows.Select(r => n.Value(r.Row))]);
        if (factors.Count == 0 || rows.Count < 10)
            return Nothing("This needs English above zero, other languages and at least ten scores.");
        double[] y = [.. rows.Select(r => r.Share)];
        var effects = new MainEffects(factors, y);
        if (effects.Freedom < 1)
            return Nothing("There are too few scores for so many factors.");
        var order = effects.Rows.OrderByDescending(r => r.Value.SumOfSquares).ToList();
        var table = new TableModel(
            "Analysis of variance of the share of English",
            [new("factor"), new("share of the variance", true), new("degrees of freedom", true), new("F", true), new("p", true)],
            [
                .. order.Select(r => new TableRow([
                    r.Key,
                    Words.Percent(r.Value.SumOfSquares / effects.Total),
                    $"{r.Value.Freedom}",
                    Number(r.Value.F),
                    Words.P(r.Value.P),
                ])),
                new TableRow(["not explained", Words.Percent(effects.Residuals / effects.Total), $"{effects.Freedom}", "–", "–"]),
            ],
            "Sums of squares of type II without interactions; shares of an unbalanced table need not add up to 100 %."
        );
        var plot = RowFigure.Of(
            "Share of the variance that goes with each factor",
            "share",
            [.. order.Select(r => r.Key), "not explained"],
            [("", 1, [.. order.Select(r => Share(r.Value.SumOfSquares)), Share(effects.Residuals)])],
            "Analysis of variance of the share of English."
        ) with
        {
            Percent = true,
        };
        return new AnalysisResult(
            Title,
            [.. order.Select(r => new Finding("", Sentence(r.Key, r.Value, effects.Total))), Mixed(rows, y)],
            [plot],
            [table]
        );

        Interval Share(double sum) => IntervalPolicy.None(sum / effects.Total, "", y.Length, 1);
    }

    /// <summary>Samples as a slope within tasks and models, languages as random intercepts.</summary>
    private static Finding Mixed(List<(MeanScore Row, double Share)> rows, double[] y)
    {
        string[] groups = [.. rows.Select(r => $"{r.Row.Task}\n{r.Row.Model}\n{r.Row.Setting}\n{r.Row.Trained}")];
        string[] languages = [.. rows.Select(r => r.Row.Language.Code)];
        var others = groups.Distinct().Skip(1).ToList();
        var codes = languages.Distinct().ToList();
        if (codes.Count < 2 || rows.Select(r => r.Row.Samples).Distinct().Count() < 2)
            return new Finding("", "there are too few languages or numbers of samples for a mixed model.");
        var model = new MixedModel(
            [.. rows.Select((r, i) => (double[])[1, Math.Log2(1 + r.Row.Samples), .. others.Select(o => groups[i] == o ? 1.0 : 0)])],
            y,
            [.. languages.Select(l => codes.IndexOf(l))]
        );
        var slope = IntervalPolicy.StudentT(
            model.Coefficients[1],
            model.Errors[1],
            y.Length - others.Count - codes.Count - 1,
            y.Length,
            "scores"
        );
        var share = model.InterceptVariance / (model.InterceptVariance + model.ResidualVariance);
        var languageText =
            $"languages account for {Words.Percent(share)} of the spread within curves (mixed model, {codes.Count} languages)";
        return new Finding(
            "",
            Words.IsClear(slope)
                ? $"{languageText}; every doubling of the samples {(slope.Estimate > 0 ? "adds" : "takes")} {Words.Size(slope)} of English."
                : $"{languageText}; no evidence that samples matter over all curves together ({Words.Of(slope)} a doubling)."
        );
    }

    private static string Sentence(string factor, AnovaRow row, double total) =>
        row.Freedom == 0 ? $"{factor} cannot be told from the other factors."
        : row.P < 0.05 ? $"{Words.Percent(row.SumOfSquares / total)} of the variance goes with {factor} (p {Words.P(row.P)})."
        : $"no evidence that scores vary with {factor} (p {Words.P(row.P)}).";

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.0", CultureInfo.InvariantCulture) : "–";
}
