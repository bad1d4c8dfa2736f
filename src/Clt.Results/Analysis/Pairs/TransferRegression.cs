using System.Globalization;
using Clt.Results.Analysis.Curves;
using Clt.Results.Scores;
using Clt.Results.Statistics.Regression;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Pairs;

/// <summary>
/// Regression of zero-shot transfer on properties of language pairs: which of them predict it, also for a language that was left out?
/// </summary>
/// <remarks>
/// Least squares, ridge, and a mixed model with crossed random intercepts of source and target (Muller et al. 2022 regress over 90 pairs;
/// their exact model is not public). Errors of pairs that share a language depend on each other: languages are resampled, left out and
/// permuted.
/// </remarks>
public sealed class TransferRegression : CurveAnalysis
{
    private const int Fewest = 5;

    /// <summary>Variance inflation from which a coefficient beside the others is not interpreted: the usual rule of thumb.</summary>
    private const double Collinear = 10;
    private readonly IReadOnlyList<IPairPredictor> _predictors;
    private readonly IReadOnlyList<IPairPredictor> _against;
    private readonly TransferMeasure _measure;

    /// <param name="predictors">At least one.</param>
    /// <param name="against">
    /// A second set of predictors, whose prediction of languages that were left out is compared with the first's.
    /// </param>
    /// <param name="measure">What is regressed.</param>
    public TransferRegression(
        IReadOnlyList<IPairPredictor> predictors,
        IReadOnlyList<IPairPredictor>? against = null,
        TransferMeasure measure = TransferMeasure.Score
    )
    {
        if (predictors.Count == 0)
            throw new InputException(
                "a regression of transfer has no predictor",
                "TransferRegression",
                "Name at least one, such as Syntax()."
            );
        (_predictors, _against, _measure) = (predictors, against ?? [], measure);
        var twice = All.GroupBy(p => p.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new InputException($"two predictors are called '{twice.Key}'", "TransferRegression", "Give each a name of its own.");
    }

    public override string Title => "What predicts transfer";

    private IReadOnlyList<IPairPredictor> All => [.. _predictors, .. _against];

    public override AnalysisResult Run(MeanScores scores)
    {
        var tables = PairTable.Of(scores, _measure);
        if (tables.Count == 0)
            return Nothing("This needs runs that were trained on one language each and measured on others.");
        var parts = tables.Select(One).ToList();
        return new AnalysisResult(
            Title,
            [.. parts.SelectMany(p => p.Findings)],
            [.. parts.SelectMany(p => p.Plots)],
            [.. parts.SelectMany(p => p.Tables)]
        );
    }

    private AnalysisResult One(PairTable table)
    {
        var design = new PairDesign(table, All);
        var count = design.Predictors.Count;
        List<Finding> notes =
        [
            .. design.Constant.Select(name => new Finding(table.Name, $"{name} is the same for all pairs, and was left out.")),
            .. design
                .Left.GroupBy(l => l.Unknown.Name)
                .Select(g => new Finding(
                    table.Name,
                    $"{g.Count()} pairs were left out, of which {g.Key} is not known: "
                        + $"{Some([.. g.Select(l => $"{l.Pair.Source.Short}→{l.Pair.Target.Short}")])}."
                )),
        ];
        if (design.Languages.Count < Fewest || design.Pairs.Count < count + 3 || count == 0)
        {
            return new AnalysisResult(
                Title,
                [
                    .. notes,
                    new Finding(
                        table.Name,
                        $"{design.Pairs.Count} pairs of {design.Languages.Count} languages are too few for {count} predictors (at least "
                            + $"{Fewest} languages)."
                    ),
                ],
                [],
                []
            );
        }

        var rows = Coefficients(design);
        var shown = rows.Select(
            (r, j) =>
                new TableRow([
                    design.Predictors[j].Name,
                    Words.Cell(r.Alone),
                    Words.Cell(r.Coefficient),
                    Format.Score(r.Ridge),
                    Words.Cell(r.Mixed),
                    Words.P(r.P),
                    Words.Cell(r.Importance),
                    Inflation(r),
                ])
        );
        var model = new TableModel(
            $"Predictors of transfer: {table.Name}",
            [
                new("predictor"),
                new("alone", true),
                new("together", true),
                new("ridge", true),
                new("mixed model", true),
                new("p (Holm)", true),
                new("importance", true),
                new("VIF", true),
            ],
            [.. shown],
            $"{design.Pairs.Count} ordered pairs of {design.Languages.Count} languages. Points of the score for one standard deviation "
                + "of the predictor: alone, beside the others (least squares; ridge with the penalty that predicts left-out languages "
                + "best), and in a mixed model with random intercepts of source and target. p by permuting languages. "
                + "Importance: what the R² of left-out languages loses without the predictor. VIF: variance inflation factor; from "
                + $"{Collinear:0} on the other predictors tell nearly all of it, and its coefficient beside them is not interpreted."
        );
        var sets = Sets(design);
        var plot = RowFigure.Of(
            $"Predictors of transfer: {table.Name}",
            "points a standard deviation",
            [.. design.Predictors.Select(p => p.Name)],
            [("together", 1, [.. rows.Select(r => r.Coefficient)])],
            "Least squares with all predictors; languages resampled."
        );
        return new AnalysisResult(
            Title,
            [.. Findings(table.Name, design, rows, sets), .. notes],
            [plot],
            [model, PairPrediction.Table(table.Name, design, sets)]
        );
    }

    private static string Some(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(6)) + (names.Count > 6 ? $" and {names.Count - 6} more" : "");

    private static string Listed(IEnumerable<(string Name, Row Row)> rows, Func<Row, Interval> of) =>
        string.Join("; ", rows.Select(r => $"{r.Name} ({Words.Of(of(r.Row))})"));

    private static string Inflation(Row row) => row.Inflation.ToString("0.0", CultureInfo.InvariantCulture);

    private sealed record Row(
        Interval Alone,
        Interval Coefficient,
        double Ridge,
        Interval Mixed,
        double P,
        Interval Importance,
        double Inflation
    )
    {
        /// <summary>Whether the coefficient beside the others differs from 0.</summary>
        public bool IsClear => Words.IsClear(Coefficient, P);

        /// <summary>Whether it can be read as the predictor's: not collinear, and of one sign with the predictor alone.</summary>
        public bool IsOwn => Inflation < Collinear && Coefficient.Estimate * Alone.Estimate > 0;
    }

    private static List<Row> Coefficients(PairDesign design)
    {
        var all = design.Model();
        var penalty = PairPrediction.Penalty(all);
        var ridge = all.Ridge(penalty);
        var mixed = new CrossedModel(
            [.. design.Rows().Select(r => (double[])[1, .. r])],
            design.Values,
            [.. design.Pairs.Select(p => p.From)],
            [.. design.Pairs.Select(p => p.To)]
        );
        var freedom = design.Languages.Count - 1 - design.Predictors.Count;
        var random = new Random(1);
        double[] p = [.. design.Predictors.Select((_, j) => all.Permuted(j, random))];
        var adjusted = MultipleTesting.Holm(p);
        return
        [
            .. design.Predictors.Select(
                (_, j) =>
                    new Row(
                        MemberBootstrap.Of(design.Model([j]), 1),
                        MemberBootstrap.Of(all, j + 1),
                        ridge[j + 1],
                        IntervalPolicy.StudentT(mixed.Coefficients[j + 1], mixed.Errors[j + 1], freedom, design.Pairs.Count, "languages"),
                        adjusted[j],
                        PairPrediction.Loss(design, j),
                        design.Inflation(j)
                    )
            ),
        ];
    }

    /// <summary>The predictors of each set, by their place.</summary>
    private List<(string Name, int[] Chosen)> Sets(PairDesign design)
    {
        int[] Places(IReadOnlyList<IPairPredictor> set) =>
            [.. Enumerable.Range(0, design.Predictors.Count).Where(j => set.Contains(design.Predictors[j]))];
        static string Name(IReadOnlyList<IPairPredictor> set) => string.Join(" + ", set.Select(p => p.Name));
        var sets = new List<(string, int[])> { ("all", [.. Enumerable.Range(0, design.Predictors.Count)]) };
        if (_against.Count > 0)
            sets = [.. sets, (Name(_predictors), Places(_predictors)), (Name(_against), Places(_against))];
        return [.. sets.Where(s => s.Item2.Length > 0)];
    }

    private static IEnumerable<Finding> Findings(
        string where,
        PairDesign design,
        List<Row> rows,
        IReadOnlyList<(string Name, int[] Chosen)> sets
    )
    {
        var named = design.Predictors.Zip(rows, (p, r) => (p.Name, Row: r)).ToList();
        var alone = named.Where(r => Words.IsClear(r.Row.Alone)).OrderByDescending(r => Math.Abs(r.Row.Alone.Estimate)).ToList();
        yield return new Finding(
            where,
            alone.Count == 0
                ? "no evidence that any predictor alone goes with transfer."
                : $"by itself transfer goes with {Listed(alone, r => r.Alone)}, in points a standard deviation."
        );
        var own = named.Where(r => r.Row.IsClear && r.Row.IsOwn).ToList();
        yield return new Finding(
            where,
            own.Count == 0
                ? "no evidence that any of the predictors tells transfer beside the others."
                : $"beside the other predictors it goes with {Listed(own, r => r.Coefficient)}."
        );
        foreach (var (name, row) in named.Where(r => r.Row.IsClear && !r.Row.IsOwn))
            yield return new Finding(
                where,
                $"{name} has {Words.Of(row.Coefficient)} beside the others and {Words.Of(row.Alone)} alone: with a variance inflation of "
                    + $"{Inflation(row)} it cannot be told from them."
            );
        var all = PairPrediction.LeftOut(design, null);
        yield return new Finding(
            where,
            all.Low > 0
                ? $"transfer of a language that was left out is predictable: R² {Words.Of(all)}."
                : $"no evidence that transfer of a language that was left out can be predicted (R² {Words.Of(all)})."
        );
        if (sets.Count < 3)
            yield break;
        var difference = PairPrediction.Difference(design, sets[1].Chosen, sets[2].Chosen);
        yield return new Finding(
            where,
            Words.IsClear(difference)
                ? $"{sets[1].Name} predict left-out languages {(difference.Estimate > 0 ? "better" : "worse")} than {sets[2].Name}: R² "
                    + $"differs by {Words.Of(difference)}."
                : $"no evidence that {sets[1].Name} predict left-out languages better or worse than {sets[2].Name} (R² differs by "
                    + $"{Words.Of(difference)})."
        );
    }
}
