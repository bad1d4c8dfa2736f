using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>
/// What each layer knows: scores of hidden states (probes, similarity) over the layers of a model, how they differ between what was
/// fine-tuned and the base that it came from, and which layer is best.
/// </summary>
public sealed class ByLayer : IAnalysis
{
    /// <inheritdoc/>
    public string Title => "By layer";

    /// <inheritdoc/>
    public AnalysisResult Run(StudyResults results)
    {
        if (results.Axes.FirstOrDefault(a => a.Name == AxisInfo.Layer) is not { Labels.Count: > 1 } layers)
        {
            var why = "This needs scores of several layers: Probe(…) or Similarity(…) in .Task(…).";
            return new AnalysisResult(Title, [new Finding("", why)], [], []);
        }

        var sheet = results.Sheet(results.Headline);
        List<LayerPath> paths = [.. sheet.Conditions.GroupBy(LayerPath.KeyOf).Select(g => new LayerPath(sheet, [.. g], layers))];
        return new AnalysisResult(
            Title,
            [.. paths.Select(p => Best(sheet, p))],
            [Plot(results, sheet, paths, layers)],
            [.. Changes(sheet, paths, layers)]
        );
    }

    /// <summary>The layer with the best mean over languages, and whether it is better than the last.</summary>
    private static Finding Best(ScoreSheet sheet, LayerPath path)
    {
        var languages = path.Languages;
        var measured = path.Layers.Select(l => (l.Label, l.Condition, Mean: sheet.Mean(l.Condition, languages))).ToList();
        var sign = sheet.HigherIsBetter ? 1 : -1;
        var best = measured.Where(m => double.IsFinite(m.Mean.Estimate)).MaxBy(m => sign * m.Mean.Estimate);
        if (best.Condition is null)
            return new Finding(path.Title, $"{sheet.Metric} is not defined at any layer.");
        var what = $"{sheet.Metric} is best at layer {best.Label} ({Words.Of(best.Mean)})";
        if (best.Label == measured[^1].Label)
            return new Finding(path.Title, $"{what}, the last.");
        var lead = sheet.Difference(best.Condition, languages, measured[^1].Condition, languages);
        return new Finding(
            path.Title,
            Words.IsClear(lead)
                ? $"{what}, {Words.Size(lead)} {Words.Side(lead)} the last."
                : $"{what}, with no evidence that the last is worse (difference {Words.Of(lead)})."
        );
    }

    private static PlotModel Plot(StudyResults results, ScoreSheet sheet, List<LayerPath> paths, AxisInfo layers) =>
        new(
            $"{sheet.Metric} by layer",
            AxisInfo.Layer,
            sheet.Metric,
            layers.Labels,
            Layout.Place(null, layers.Labels.Count),
            [.. paths.Select(p => new PlotPanel(p.Title, [.. p.Languages.Select(l => Line(results, sheet, p, layers, l))], []))],
            "A line a language; layer 0 is the embeddings. Colour and form give the group: English, seen, unseen. The intervals are in the "
                + "table."
        )
        {
            FromZero = false,
        };

    private static PlotSeries Line(StudyResults results, ScoreSheet sheet, LayerPath path, AxisInfo layers, string language) =>
        new(
            Language.Parse(language).Short,
            GroupFigure.Colours[results.Groups[language]],
            [
                .. path
                    .Layers.Select(l => (Tick: layers.Labels.ToList().IndexOf(l.Label), Estimate: sheet.Estimate(l.Condition, [language])))
                    .Where(p => double.IsFinite(p.Estimate))
                    .Select(p => new PlotPoint(p.Tick, p.Estimate, double.NaN, double.NaN)),
            ]
        );

    /// <summary>One table a fine-tuned model whose base was measured: the difference at each layer, on the same items.</summary>
    private static IEnumerable<TableModel> Changes(ScoreSheet sheet, List<LayerPath> paths, AxisInfo layers)
    {
        foreach (var path in paths.Where(p => !p.IsReference))
        {
            var pairs = path
                .Layers.Select(l => (l.Label, After: l.Condition, Before: sheet.ReferenceOf(l.Condition)))
                .Where(l => l.Before is not null)
                .ToList();
            if (pairs.Count == 0)
                continue;
            yield return new TableModel(
                $"Change of {sheet.Metric} from the base, by layer{(path.Title.Length == 0 ? "" : $": {path.Title}")}",
                [new(AxisInfo.Layer), .. path.Languages.Select(l => new TableColumn(Language.Parse(l).Short, true)), new("all", true)],
                [
                    .. pairs.Select(p => new TableRow([
                        p.Label,
                        .. path.Languages.Select(l => Words.Cell(sheet.Difference(p.After, [l], p.Before!, [l]))),
                        Words.Cell(sheet.Difference(p.After, path.Languages, p.Before!, path.Languages)),
                    ])),
                ],
                $"Of {layers.Labels.Count} layers, on the same items."
            );
        }
    }
}
