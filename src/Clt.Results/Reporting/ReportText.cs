using System.Text;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Results.Reporting;

/// <summary>Results in the forms that are text alone.</summary>
public static class ReportText
{
    /// <summary>The whole text, with a line feed at its end.</summary>
    /// <param name="set">The results.</param>
    /// <param name="findings">What analyses found, in words; for Markdown.</param>
    /// <param name="tables">What Markdown and LaTeX show.</param>
    /// <param name="format">Any but HTML, which is <c>StudyReport.Html</c>.</param>
    public static string Of(ResultSet set, IEnumerable<string> findings, IEnumerable<TableModel> tables, ReportFormat format) =>
        format switch
        {
            ReportFormat.Md => Markdown(set.Study, findings, tables),
            ReportFormat.Latex => string.Join('\n', tables.Select(LatexTable.Render)),
            ReportFormat.Csv => ResultsCsv.Text(set.Axes, set.ToStudyResults([]).Rows()),
            ReportFormat.Json => set.ToJson(),
            ReportFormat.Junit => JUnitText.Render(set),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "HTML needs the study."),
        };

    private static string Markdown(string study, IEnumerable<string> findings, IEnumerable<TableModel> tables)
    {
        var text = new StringBuilder($"# {Visible.Of(study)}\n");
        foreach (var (finding, i) in findings.Select((f, i) => (f, i)))
            text.Append(i == 0 ? "\n" : "").Append($"- {Visible.Of(finding)}\n");
        foreach (var table in tables)
            text.Append('\n').Append(MarkdownTable.Render(table));
        return text.ToString();
    }
}
