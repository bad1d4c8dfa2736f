using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Results.Reporting;

/// <summary>
/// JUnit XML. Of results: a test case a run, language and metric, which failed where it has no score or the run is missing.
/// </summary>
internal static class JUnitText
{
    public static string Render(ResultSet set)
    {
        var cases = set.Runs.SelectMany(r => r.Result.Scores.Select(s => Of(r, s))).ToList();
        if (set.Missing > 0)
            cases.Add(Case(set.Study, "every run has results", $"{set.Missing} runs failed or were not made", null));
        return Suite(set.Study, cases);
    }

    /// <summary>A whole file with one suite.</summary>
    public static string Suite(string name, IReadOnlyList<XElement> cases)
    {
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", Clean(name)),
            new XAttribute("tests", cases.Count),
            new XAttribute("failures", cases.Count(c => c.Element("failure") is not null)),
            cases
        );
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{new XElement("testsuites", suite)}\n";
    }

    /// <summary>A case.</summary>
    /// <param name="group">What continuous integration groups cases by.</param>
    /// <param name="name">Its name.</param>
    /// <param name="failure">Why it failed, or null.</param>
    /// <param name="output">What is shown with it, or null.</param>
    public static XElement Case(string group, string name, string? failure, string? output) =>
        new(
            "testcase",
            new XAttribute("classname", Clean(group)),
            new XAttribute("name", Clean(name)),
            failure is null ? null : new XElement("failure", new XAttribute("message", Clean(failure))),
            output is null ? null : new XElement("system-out", Clean(output))
        );

    private static XElement Of(MeasuredRun run, ScoreRecord score)
    {
        var condition = new Condition(run.Axes, run.Result.Kind == CellKind.Reference).Title;
        var text =
            string.Create(
                CultureInfo.InvariantCulture,
                $"{score.Metric} = {score.Value:R} [{score.Low:R}, {score.High:R}]{Made(score.Method)}, "
                    + $"n = {score.Items.Count}, {score.Signature}"
            ) + (run.OlderCode.Count == 0 ? "" : $", older code: {OlderMark.Differs(run.OlderCode)}");
        var made = Case(
            condition,
            $"{score.Language} {score.Metric} seed {run.Draw}",
            double.IsNaN(score.Value) ? "the score is undefined" : null,
            text
        );
        var seconds = run.Result.Facts.GetValueOrDefault("evaluation seconds", 0);
        made.SetAttributeValue("time", seconds.ToString("0.###", CultureInfo.InvariantCulture));
        return made;
    }

    private static string Made(IntervalMethod? method) => method is null ? "" : $" ({IntervalPolicy.Percent}, {method.Word()})";

    /// <summary>XML has no place for most control characters and lone surrogates.</summary>
    private static string Clean(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '\uFFFD'));
}
