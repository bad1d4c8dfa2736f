using System.Text;
using Clt.Formats.Files;
using Clt.Recipes.Expansion;
using Clt.Results.Analysis;
using Clt.Results.Analysis.Seeds;
using Clt.Results.Reporting;
using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Running.Reports;

/// <summary>
/// The report of a study: <c>report.html</c>, <c>results.csv</c> and <c>means.csv</c>, and the same tables for the terminal.
/// </summary>
public sealed class StudyReport
{
    private const int MostPlaces = 8;

    private StudyReport(ExpandedStudy study, StudyResults results)
    {
        (Study, Results) = (study, results);
        Analyses =
        [
            .. study.Analyses.SelectMany(a => a.OfAllTasks ? [Marked(a.Run(results), results)] : EachTask(results, a.Run)),
            .. Seeds(study, results),
        ];
        Stages = study.Analyses.Any(a => a.ShowsStages) ? [] : EachTask(results, StageMatrix.Run);
        Languages = results.Runs.Count == 0 ? [] : EachTask(results, PerLanguage.Run);
        Cells = results.Runs.Count == 0 ? null : Provenance.Cells(study, results);
        Settings = Provenance.Settings(study);
    }

    public ExpandedStudy Study { get; }

    public StudyResults Results { get; }

    /// <summary>The answers to the study's questions.</summary>
    public IReadOnlyList<AnalysisResult> Analyses { get; }

    /// <summary>Scores by stage and language, by task; none where the study has no several stages.</summary>
    public IReadOnlyList<AnalysisResult> Stages { get; }

    /// <summary>Every language's score, by task; none for a published table.</summary>
    public IReadOnlyList<AnalysisResult> Languages { get; }

    /// <summary>Every cell with its hash, weights and training; null for a published table.</summary>
    public TableModel? Cells { get; }

    /// <summary>Every setting and where it came from.</summary>
    public TableModel Settings { get; }

    /// <summary>The tables that a terminal shows: those of the analyses, then the languages.</summary>
    public IEnumerable<TableModel> Tables => Answers.SelectMany(a => a.Tables).Concat(Languages.SelectMany(l => l.Tables));

    /// <summary>The findings in words.</summary>
    public IEnumerable<string> Findings => Answers.SelectMany(a => a.Findings).Select(f => f.ToString());

    /// <summary>The gates that do not hold, by name.</summary>
    public IReadOnlyList<string> Unmet => [.. Analyses.SelectMany(a => a.Gates).Where(g => !g.Holds).Select(g => g.Name)];

    /// <summary>What has findings: the analyses, and the stages.</summary>
    internal IEnumerable<AnalysisResult> Answers => Analyses.Concat(Stages);

    /// <summary>Whether there are so many places that findings on one of them stand with their question, not at the top.</summary>
    internal bool FindingsStandBelow => Answers.SelectMany(a => a.Findings).Select(f => f.Where).Distinct().Count() > MostPlaces;

    /// <summary>Analyses results; nothing is written.</summary>
    /// <exception cref="InputException">There are no results yet.</exception>
    public static StudyReport Of(ExpandedStudy study, StudyResults results) =>
        results.Means.Rows.Count > 0 || results.Runs.Any(r => r.Result.Scores.Count > 0)
            ? new StudyReport(study, results)
            : throw new InputException("there are no results to report", $"study '{study.Name}'", "Run it first: clt run RECIPE.");

    /// <summary>
    /// Writes <c>results.json</c>, <c>results.csv</c>, <c>means.csv</c> and <c>report.html</c>, each there whole or not at all, and appends
    /// to <c>history.jsonl</c>.
    /// </summary>
    public static StudyReport Write(ExpandedStudy study, StudyResults results, StudyFolder folder)
    {
        var report = Of(study, results);
        var page = report.Html(folder);
        ResultHistory.Append(folder.History, results.Whole);
        WrittenFiles.Write(
            folder.Path,
            [
                (folder.Results, ResultSet.Of(results).Write),
                (folder.Csv, AtomicFile.Text(ResultsCsv.Text(results.Axes, results.Rows()))),
                (folder.Means, AtomicFile.Text(MeansCsv.Text(results.Means))),
                (folder.Report, AtomicFile.Text(page)),
            ]
        );
        return report;
    }

    /// <summary>The report as one self-contained page, without scripts.</summary>
    /// <param name="folder">The study's folder, for learning curves and answers; null leaves them out.</param>
    public string Html(StudyFolder? folder = null)
    {
        var body = new StringBuilder();
        body.Append(ReportHead.Render(this));
        foreach (var analysis in Answers)
            Section(body, analysis);
        foreach (var languages in Languages)
            Section(body, languages);
        if (folder is not null)
        {
            Plots(body, "Learning curves", new ReportCurves(Results, folder).Plots());
            body.Append(new ReportAnswers(Results, folder).Render());
        }

        body.Append("<h2>Where the numbers come from</h2>\n");
        body.Append(HtmlTable.Render(Settings));
        if (Cells is not null)
            body.Append(HtmlTable.Render(Cells));
        return HtmlPage.Render(Study.Name, body.ToString(), Intervals());
    }

    /// <summary>What each seed bought, where seeds are adaptive.</summary>
    private static IEnumerable<AnalysisResult> Seeds(ExpandedStudy study, StudyResults results) =>
        study.Adaptive is { } seeds ? [SeedTable.Of(seeds, new SeedLooks(seeds, results.Runs).Courses())] : [];

    /// <summary>Curves mix runs: their tables say that older code made some.</summary>
    private static AnalysisResult Marked(AnalysisResult analysis, StudyResults results)
    {
        var warning = MeasuredRun.OlderWarning(results.Runs);
        return warning.Length == 0
            ? analysis
            : analysis with
            {
                Tables = [.. analysis.Tables.Select(t => t with { Note = string.Join(' ', [t.Note, warning]).Trim() })],
            };
    }

    /// <summary>How the intervals of its tables were made, in a sentence.</summary>
    private string Intervals()
    {
        var methods = new IntervalNotes(Tables).Methods;
        return methods.Count == 0
            ? ""
            : $"Intervals are of {IntervalPolicy.Percent} by {string.Join(", ", methods)}; every table says which, and what they cover.";
    }

    /// <summary>
    /// Scores of single items are of one task: an answer for each, named by it where there are several. Where an analysis has numbers of
    /// one task, that it lacks them of another is left out.
    /// </summary>
    private static IReadOnlyList<AnalysisResult> EachTask(StudyResults results, Func<StudyResults, AnalysisResult?> run)
    {
        var tasks = results.ByTask();
        var answers = tasks.Select(t => (t.Task, Answer: run(t.Results))).Where(t => t.Answer is not null).ToList();
        var full = answers.Where(a => a.Answer!.Tables.Count + a.Answer.Plots.Count > 0).ToList();
        return [.. (full.Count > 0 ? full : answers).Select(t => tasks.Count == 1 ? t.Answer! : OfTask(t.Task, t.Answer!))];
    }

    private static AnalysisResult OfTask(string task, AnalysisResult answer) =>
        answer with
        {
            Title = $"{answer.Title}: {task}",
            Findings = [.. answer.Findings.Select(f => f with { Where = OfTask(task, f.Where) })],
        };

    /// <summary>Where a finding holds, with its task; conditions of several tasks name it themselves.</summary>
    private static string OfTask(string task, string where)
    {
        var named = $"task = {task}";
        if (where.Contains(named, StringComparison.Ordinal))
            return where;
        return where.Length == 0 ? named : $"{named}, {where}";
    }

    private void Section(StringBuilder body, AnalysisResult analysis)
    {
        body.Append($"<h2>{Svg.Text(analysis.Title)}</h2>\n");
        var places = FindingsStandBelow ? analysis.Findings.Where(f => f.Where.Length > 0).ToList() : [];
        if (places.Count > 0)
        {
            body.Append("<ul class=\"found\">\n");
            foreach (var finding in places)
                body.Append($"<li><b>{Svg.Text(finding.Where)}</b> {Svg.Text(finding.Sentence)}</li>\n");
            body.Append("</ul>\n");
        }

        foreach (var plot in analysis.Plots)
            Plot(body, plot);
        foreach (var table in analysis.Tables)
            body.Append(HtmlTable.Render(table));
    }

    private static void Plots(StringBuilder body, string title, IReadOnlyList<PlotModel> plots)
    {
        if (plots.Count == 0)
            return;
        body.Append($"<h2>{Svg.Text(title)}</h2>\n");
        foreach (var plot in plots)
            Plot(body, plot);
    }

    private static void Plot(StringBuilder body, PlotModel plot)
    {
        body.Append("<figure class=\"plot\">\n").Append($"<h3>{Svg.Text(plot.Title)}</h3>\n").Append(SvgPlot.Render(plot));
        body.Append($"\n<figcaption>{Svg.Text(plot.Caption)}</figcaption>\n</figure>\n");
    }
}
