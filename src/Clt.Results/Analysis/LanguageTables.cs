using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>Every language's score under every condition: the table of every report.</summary>
public static class LanguageTables
{
    /// <summary>One table a metric, a row a condition, a column a language; references are rows of their own.</summary>
    public static IReadOnlyList<TableModel> Of(StudyResults results)
    {
        var metrics = results.Runs.SelectMany(r => r.Result.Scores).Select(s => (s.Metric, s.Signature)).Distinct().ToList();
        return
        [
            .. metrics.GroupBy(m => m.Metric).Select(m => Table(results, m.Key, string.Join("; ", m.Select(s => s.Signature).Distinct()))),
        ];
    }

    private static TableModel Table(StudyResults results, string metric, string signature)
    {
        var sheet = results.Sheet(metric);
        var order = new[] { LanguageGroups.English, LanguageGroups.Seen, LanguageGroups.Unseen };
        var languages = sheet.Languages.OrderBy(l => Array.IndexOf(order, results.Groups[l])).ToList();
        List<TableColumn> columns =
        [
            new("runs"),
            .. languages.Select(l => new TableColumn($"{Language.Parse(l).Short} ({results.Groups[l]})", true)),
            new("items × seeds", true),
        ];
        var rows = sheet.Conditions.Select(c => new TableRow([
            c.IsReference ? $"base{(c.Axes.Count > 0 ? $", {c.Title}" : "")}" : c.Title,
            .. languages.Select(l => Words.Cell(sheet.Mean(c, [l]))),
            sheet.Size(c),
        ]));
        var note = $"Signature {signature}. {Format.Count(sheet.Resamples)} resamples.";
        return new TableModel($"{metric} by language", columns, [.. rows], note);
    }
}
