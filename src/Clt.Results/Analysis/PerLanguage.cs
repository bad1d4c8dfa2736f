using Clt.Results.Scores;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>Every language's score under every condition; part of every report.</summary>
internal static class PerLanguage
{
    public static AnalysisResult Run(StudyResults results)
    {
        var sheet = results.Sheet(results.Headline);
        var layout = new Layout(results);
        var panels = layout
            .Panels.Select(panel => new PlotPanel(
                Layout.Title(panel),
                [.. sheet.Languages.Select(l => Line(results, sheet, layout, panel, l)).Where(s => s.Points.Count > 0)],
                []
            ))
            .ToList();
        var plot = new PlotModel(
            $"{sheet.Metric} of each language",
            layout.Horizontal?.Name ?? "",
            sheet.Metric,
            layout.Ticks,
            layout.Positions,
            panels,
            "Colour and form give the group: English, seen, unseen. The intervals are in the table."
        );
        return new AnalysisResult("Each language", [], [plot], LanguageTables.Of(results));
    }

    private static PlotSeries Line(
        StudyResults results,
        ScoreSheet sheet,
        Layout layout,
        IReadOnlyDictionary<string, string> panel,
        string language
    )
    {
        var points = Enumerable
            .Range(0, layout.Ticks.Count)
            .Select(t => (Tick: t, Condition: layout.At(sheet, panel, t)))
            .Where(c => c.Condition is not null && sheet.Has(c.Condition, language))
            .Select(c => new PlotPoint(c.Tick, sheet.Mean(c.Condition!, [language]).Estimate, double.NaN, double.NaN));
        return new PlotSeries(Language.Parse(language).Short, GroupFigure.Colours[results.Groups[language]], [.. points]);
    }
}
