using Clt.Results.Analysis.Curves;
using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Pairs;

/// <summary>
/// Ablation of a model before fine-tuning: does it cost other languages more than the language that is trained on (Muller et al. 2021)? The
/// interaction is the change across languages less the change in the same language. Who has little has little to lose: where other
/// languages score far below the language itself, the share of the score that is left tells more than points, and both are given.
/// </summary>
/// <param name="ablation">The axis of what is taken away.</param>
/// <param name="intact">The value of that axis at which nothing is.</param>
/// <param name="source">The axis of the language that is trained on; its values are tags.</param>
public sealed class CrossLingualDrops(string ablation, string intact, string source) : IAnalysis
{
    public string Title => "Drops across languages and in the same language";

    public AnalysisResult Run(StudyResults results)
    {
        var sheet = results.Sheet(results.Headline);
        var kinds = Labels(sheet, ablation).Where(k => k != intact).ToList();
        var sources = Labels(sheet, source).ToList();
        if (kinds.Count == 0 || sources.Count == 0 || !Labels(sheet, ablation).Contains(intact))
        {
            var why = $"This needs runs along the axes '{ablation}', with its value '{intact}', and '{source}'.";
            return new AnalysisResult(Title, [new Finding("", why)], [], []);
        }

        var changes = sources.SelectMany(s => kinds.Select(k => Change(sheet, s, k))).OfType<Drop>().ToList();
        var p = Adjusted(changes, c => c.Interaction);
        var shares = Adjusted(changes, c => c.Share);
        return new AnalysisResult(
            Title,
            [.. sources.SelectMany(s => Said(s, changes, p, shares))],
            [Plot(sheet, sources, kinds, changes)],
            [
                Table(sheet, sources, kinds, changes),
                Interactions($"{sheet.Metric}: change across languages less change in the same language", changes, c => c.Interaction, p),
                Interactions(
                    $"{sheet.Metric}: share that is left, across languages less in the same language",
                    changes,
                    c => c.Share,
                    shares
                ),
            ]
        );
    }

    private static double[] Adjusted(List<Drop> changes, Func<Drop, Interval> of) =>
        MultipleTesting.Holm([.. changes.Select(c => IntervalPolicy.PValue(of(c)))]);

    /// <summary>What an ablation changes for one language that is trained on.</summary>
    /// <param name="Source">That language.</param>
    /// <param name="Kind">What is taken away.</param>
    /// <param name="Same">The change in the language itself, in points.</param>
    /// <param name="Across">The mean change in the others, in points.</param>
    /// <param name="Interaction">The second less the first.</param>
    /// <param name="Share">The share of their score that is left to the others, less the share that is left to the language itself.</param>
    private sealed record Drop(string Source, string Kind, Interval Same, Interval Across, Interval Interaction, Interval Share);

    private static List<string> Labels(ScoreSheet sheet, string axis) =>
        [.. sheet.Conditions.Where(c => !c.IsReference && c.Axes.ContainsKey(axis)).Select(c => c.Axes[axis]).Distinct()];

    private Condition? At(ScoreSheet sheet, string from, string kind) =>
        sheet.Conditions.FirstOrDefault(c =>
            !c.IsReference && c.Axes.GetValueOrDefault(source) == from && c.Axes.GetValueOrDefault(ablation) == kind
        );

    /// <summary>The language itself and the others that were measured.</summary>
    private static (List<string> Own, List<string> Others) Languages(ScoreSheet sheet, string from)
    {
        var code = Language.Parse(from).Code;
        return ([.. sheet.Languages.Where(l => l == code)], [.. sheet.Languages.Where(l => l != code)]);
    }

    private Drop? Change(ScoreSheet sheet, string from, string kind)
    {
        if (At(sheet, from, intact) is not { } whole || At(sheet, from, kind) is not { } without)
            return null;
        var (own, others) = Languages(sheet, from);
        if (own.Count == 0 || others.Count == 0)
            return null;
        List<(Condition, string)> scores =
        [
            (without, own[0]),
            (whole, own[0]),
            .. others.Select(l => (without, l)),
            .. others.Select(l => (whole, l)),
        ];
        var n = others.Count;
        var interaction = sheet.Of(scores, v => v[2..(2 + n)].Average() - v[(2 + n)..].Average() - (v[0] - v[1]));
        var share = sheet.Of(scores, v => (v[2..(2 + n)].Average() / v[(2 + n)..].Average()) - (v[0] / v[1]));
        return new Drop(
            from,
            kind,
            sheet.Difference(without, own, whole, own),
            sheet.Difference(without, others, whole, others),
            interaction,
            share
        );
    }

    private TableModel Table(ScoreSheet sheet, List<string> sources, List<string> kinds, List<Drop> changes)
    {
        IEnumerable<TableRow> Rows(bool same) =>
            sources.Select(s =>
            {
                var (own, others) = Languages(sheet, s);
                var reference = At(sheet, s, intact) is { } whole
                    ? sheet.Mean(whole, same ? own : others)
                    : IntervalPolicy.None(double.NaN, "it was not run");
                var cells = kinds
                    .Select(k => changes.FirstOrDefault(c => c.Source == s && c.Kind == k))
                    .Select(c => c is null ? new TableCell("–") : Words.Cell(same ? c.Same : c.Across));
                return new TableRow([$"{s} → {(same ? s : "others")}", Words.Cell(reference), .. cells]);
            });
        return new TableModel(
            $"{sheet.Metric}: {intact}, and what changes",
            [new("trained → measured"), new(intact, true), .. kinds.Select(k => new TableColumn(k, true))],
            [.. Rows(true), .. Rows(false)],
            "Others: the mean of all measured languages but the one that was trained on."
        );
    }

    private TableModel Interactions(string title, List<Drop> changes, Func<Drop, Interval> of, double[] p) =>
        new(
            title,
            [new("trained on"), new(ablation), new("difference", true), new("p (Holm)", true)],
            [.. changes.Select((c, i) => new TableRow([c.Source, c.Kind, Words.Cell(of(c)), Words.P(p[i])]))],
            "Below 0: other languages lose more. p from the interval (Altman and Bland 2011), corrected over all rows."
        );

    private static PlotModel Plot(ScoreSheet sheet, List<string> sources, List<string> kinds, List<Drop> changes) =>
        RowFigure.Of(
            "Change across languages less change in the same language",
            sheet.Metric,
            kinds,
            [
                .. sources.Select(
                    (s, i) =>
                        (
                            s,
                            1 + (i % 3),
                            (IReadOnlyList<Interval>)
                                [
                                    .. kinds.Select(k =>
                                        changes.FirstOrDefault(c => c.Source == s && c.Kind == k)?.Interaction
                                        ?? IntervalPolicy.None(double.NaN, "it was not run")
                                    ),
                                ]
                        )
                ),
            ],
            "Below 0: other languages lose more than the language that was trained on."
        );

    /// <summary>What is decided, each by itself; and what is not, in one sentence for points and one for shares.</summary>
    private static IEnumerable<Finding> Said(string from, List<Drop> changes, double[] points, double[] shares)
    {
        var own = changes.Select((c, i) => (Drop: c, Points: points[i], Shares: shares[i])).Where(c => c.Drop.Source == from).ToList();
        var where = $"training on {from}";
        foreach (var (drop, p, _) in own.Where(c => Words.IsClear(c.Drop.Interaction, c.Points)))
            yield return new Finding(
                where,
                $"{drop.Kind}: other languages {(drop.Interaction.Estimate < 0 ? "lose" : "keep")} {Words.Size(drop.Interaction)} more "
                    + $"than {from} itself ({Words.AfterHolm(p)})."
            );
        foreach (var (drop, _, p) in own.Where(c => Words.IsClear(c.Drop.Share, c.Shares)))
            yield return new Finding(
                where,
                $"{drop.Kind}: the share of their score that other languages lose is {Words.Size(drop.Share)} "
                    + $"{(drop.Share.Estimate < 0 ? "larger" : "smaller")} than the share that {from} itself loses ({Words.AfterHolm(p)})."
            );
        if (own.Where(c => !Words.IsClear(c.Drop.Interaction, c.Points)).Select(c => c.Drop.Kind).ToList() is { Count: > 0 } same)
            yield return new Finding(
                where,
                $"{Words.Listed(same)}: no evidence that other languages lose more or less than {from} itself."
            );
        if (own.Where(c => !Words.IsClear(c.Drop.Share, c.Shares)).Select(c => c.Drop.Kind).ToList() is { Count: > 0 } alike)
            yield return new Finding(
                where,
                $"{Words.Listed(alike)}: no evidence that other languages lose a larger or smaller share of their score than {from} itself."
            );
    }
}
