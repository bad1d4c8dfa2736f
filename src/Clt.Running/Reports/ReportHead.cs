using System.Text;
using Clt.Results.Reporting;
using Clt.Results.Store;
using Clt.Results.Tables;
using Clt.Running.Evaluation;
using Clt.Running.Planning;

namespace Clt.Running.Reports;

/// <summary>The head of a report: what was studied, how much, and what was found.</summary>
internal static class ReportHead
{
    public static string Render(StudyReport report)
    {
        var text = new StringBuilder("<header>\n<p class=\"kind\">Cross-lingual transfer report</p>\n");
        text.Append($"<h1>{Svg.Text(report.Study.Name)}</h1>\n<p class=\"lead\">{Svg.Text(Lead(report))}</p>\n");
        text.Append("<dl class=\"facts\">\n");
        foreach (var (name, value) in Facts(report))
            text.Append($"<div><dt>{Svg.Text(name)}</dt><dd>{Svg.Text(value)}</dd></div>\n");
        text.Append("</dl>\n</header>\n");
        if (report.Study.Coverage.Length > 0)
            text.Append($"<p class=\"note\">{Svg.Text(report.Study.Coverage)}</p>\n");
        if (report.Results.Missing > 0)
        {
            text.Append(
                $"<p class=\"warning\">{report.Results.Missing} runs have no results yet: they failed or were not run. What follows "
                    + $"rests on the "
                    + $"others.</p>\n"
            );
        }

        var runs = report.Results.Runs;
        string[] warnings =
        [
            TestLeaks.Warning(runs),
            MeasuredRun.ShortWarning(runs),
            MeasuredRun.OverlongWarning(runs),
            MeasuredRun.OlderWarning(runs),
        ];
        foreach (var warning in warnings.Where(w => w.Length > 0))
            text.Append($"<p class=\"warning\">{Svg.Text(warning)}</p>\n");
        foreach (var note in report.Study.Notes.Concat(WarmupNotes.Of(report.Study, report.Results)))
            text.Append($"<p class=\"note\">{Svg.Text(note)}</p>\n");
        return text.Append(Findings(report)).ToString();
    }

    private static string Findings(StudyReport report)
    {
        if (report.Answers.All(a => a.Findings.Count == 0))
            return "";
        var text = new StringBuilder("<section class=\"findings\">\n<h2>What was found</h2>\n<div class=\"places\">\n");
        var findings = report.Answers.SelectMany(a => a.Findings).Where(f => !report.FindingsStandBelow || f.Where.Length == 0);
        foreach (var place in findings.GroupBy(f => f.Where))
        {
            text.Append("<div>\n");
            if (place.Key.Length > 0)
                text.Append($"<h3>{Svg.Text(place.Key)}</h3>\n");
            text.Append("<ul>\n");
            foreach (var finding in place)
                text.Append($"<li>{Svg.Text(finding.Sentence)}</li>\n");
            text.Append("</ul>\n</div>\n");
        }

        text.Append("</div>\n");
        if (report.FindingsStandBelow)
            text.Append("<p class=\"note\">What holds of single curves stands with each question below.</p>\n");
        return text.Append("</section>\n").ToString();
    }

    private static string Lead(StudyReport report)
    {
        var groups = new[] { LanguageGroups.English, LanguageGroups.Seen, LanguageGroups.Unseen }
            .Select(g => (Name: g, Languages: report.Results.Groups.Of(g)))
            .Where(g => g.Languages.Count > 0)
            .Select(g => g.Name == LanguageGroups.English ? "English" : $"{g.Name}: {string.Join(", ", g.Languages.Select(Name))}");
        if (report.Study.Published is { } published)
            return $"A published table: {Format.Count(published.Rows.Count)} scores in {Format.Count(published.Curves.Count)} curves. "
                + $"Nothing was trained.";
        var axes = report.Results.Axes.Where(a => a.Labels.Count > 1).Select(a => a.Name).ToList();
        var by = axes.Count == 0 ? "" : $" by {string.Join(" and ", axes)}";
        var headlines = report.Results.ByTask().Select(t => t.Results.Headline).Distinct();
        return $"{string.Join(" and ", headlines)}{by}. Languages: {string.Join("; ", groups)}.";
    }

    private static IEnumerable<(string Name, string Value)> Facts(StudyReport report)
    {
        var runs = report.Results.Runs;
        if (runs.Count == 0)
            yield break;
        var finetuned = report.Results.Finetuned.ToList();
        if (finetuned.Count > 0)
            yield return ("models fine-tuned", Format.Count(finetuned.Select(r => r.Result.Cell).Distinct().Count()));
        if (finetuned.Count > 0)
            yield return ("seeds", Format.Count(finetuned.Select(r => r.Result.Seed).Distinct().Count()));
        yield return ("languages", Format.Count(runs.SelectMany(r => r.Result.Scores).Select(s => s.Language).Distinct().Count()));
        yield return ("items a language", Format.Count(runs.SelectMany(r => r.Result.Scores).Max(s => s.Items.Count)));
        var parameters = runs.Select(r => r.Result.Facts.GetValueOrDefault("parameters")).Max();
        if (parameters > 0)
            yield return ("parameters", Format.Count((long)parameters));
    }

    private static string Name(string code) => Language.Parse(code).Name;
}
