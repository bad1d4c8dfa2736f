using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Curves;

/// <summary>Which languages gain from training languages of their own script group, and which from those of the other?</summary>
/// <remarks>
/// A curve's mixture is of one group when all its training languages are. For languages of either group: the gain over the run without
/// further samples, mean over samples; the difference of two mixtures is paired by language and samples, and tested over languages.
/// </remarks>
public sealed class ScriptGroups : CurveAnalysis
{
    internal const string Latin = "Latin";
    internal const string Other = "non-Latin";

    public override string Title => "Script groups";

    public override AnalysisResult Run(MeanScores scores)
    {
        var pairs = scores
            .Curves.GroupBy(c => (c.Task, c.Model, c.Setting))
            .Select(g =>
                (g.Key, Latin: g.FirstOrDefault(c => Group(c.Trained) == Latin), Other: g.FirstOrDefault(c => Group(c.Trained) == Other))
            )
            .Where(p => p.Latin is not null && p.Other is not null)
            .Select(p => (Latin: p.Latin!, Other: p.Other!))
            .ToList();
        if (pairs.Count == 0)
            return Nothing("This needs a mixture of Latin-script languages and one of others, for the same task and model.");
        var effects = pairs.SelectMany(p => new[] { Latin, Other }.Select(g => Effect.Of(p.Latin, p.Other, g))).ToList();
        var table = new TableModel(
            "Gain over English alone, by script group",
            [
                new("task, model"),
                new("evaluated group"),
                new("Latin mixture", true),
                new("non-Latin mixture", true),
                new("Latin minus non-Latin", true),
                new("languages", true),
            ],
            [
                .. effects.Select(e => new TableRow([
                    e.Where,
                    e.Group,
                    Words.Cell(e.GainOfLatin),
                    Words.Cell(e.GainOfOther),
                    Words.Cell(e.Difference),
                    $"{e.Languages}",
                ])),
            ],
            "Means over samples above zero and the languages of the group, English left out."
        );
        var plots = pairs.Select(p =>
            CurveFigure.Of(
                $"{p.Latin.Task}: {scores.Metric} of script groups, {p.Latin.Model}",
                scores.Metric,
                [.. new[] { Latin, Other }.Select(g => ($"{g} languages", Lines(p.Latin, p.Other, g)))],
                $"Trained on English with {TransferCurve.Short(p.Latin.Trained)} (Latin mixture) or with "
                    + $"{TransferCurve.Short(p.Other.Trained)} (non-Latin "
                    + $"mixture)."
            )
        );
        return new AnalysisResult(Title, [.. effects.Select(e => new Finding(e.Where, e.Sentence))], [.. plots], [table]);
    }

    /// <summary>The lines of both mixtures over a group's languages.</summary>
    internal static IReadOnlyList<CurveFigure.Line> Lines(TransferCurve latin, TransferCurve other, string group) =>
        [
            CurveFigure.Of("Latin mixture", 0, latin, (n, s) => latin.Mean(n, Languages(latin, group), s)),
            CurveFigure.Of("non-Latin mixture", 2, other, (n, s) => other.Mean(n, Languages(other, group), s)),
        ];

    /// <summary>The measured languages of a group but English.</summary>
    private static LanguageSet Languages(TransferCurve curve, string group) => group == Latin ? curve.Latin : curve.NonLatin;

    /// <summary>The group that all languages are of, or null.</summary>
    private static string? Group(LanguageSet languages) =>
        languages.Count == 0 ? null
        : languages.All(l => l.Script == "Latn") ? Latin
        : languages.All(l => l.Script != "Latn") ? Other
        : null;

    private sealed record Effect(string Where, string Group, Interval GainOfLatin, Interval GainOfOther, Interval Difference, int Languages)
    {
        public static Effect Of(TransferCurve latin, TransferCurve other, string group)
        {
            var languages = ScriptGroups.Languages(latin, group);
            Interval Over(Func<Language, double> value) => Estimates.Mean([.. languages.Select(value).Where(double.IsFinite)], "languages");
            return new Effect(
                $"{latin.Task}, {latin.Model}",
                group,
                Over(l => Gain(latin, l)),
                Over(l => Gain(other, l)),
                Over(l => Gain(latin, l) - Gain(other, l)),
                languages.Count
            );
        }

        public string Sentence =>
            !double.IsFinite(Difference.Estimate)
                ? $"the mixtures cannot be compared for {Group} languages: both need runs with and without samples."
            : Words.IsClear(Difference)
                ? $"{Group} languages gain {Words.Size(Difference)} more from the {(Difference.Estimate > 0 ? "Latin" : "non-Latin")} "
                    + $"mixture."
            : $"no evidence that {Group} languages gain more from either mixture (difference {Words.Of(Difference)}).";

        private static double Gain(TransferCurve curve, Language language)
        {
            var first = curve.At(curve.Samples[0], language);
            return curve
                .Samples.Skip(1)
                .Select(n => curve.At(n, language) - first)
                .Where(double.IsFinite)
                .DefaultIfEmpty(double.NaN)
                .Average();
        }
    }
}
