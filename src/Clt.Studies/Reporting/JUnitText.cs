using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Clt.Studies;

/// <summary>Results as JUnit XML: a test case a run, language and metric, which failed where it has no score or the run is missing.</summary>
internal static class JUnitText
{
    public static string Render(ResultSet set)
    {
        var cases = set.Runs.SelectMany(r => r.Result.Scores.Select(s => Case(r, s))).ToList();
        if (set.Missing > 0)
        {
            cases.Add(new XElement(
                "testcase", new XAttribute("classname", set.Study), new XAttribute("name", "every run has results"),
                new XElement("failure", new XAttribute("message", $"{set.Missing} runs failed or were not made"))));
        }

        var suite = new XElement(
            "testsuite", new XAttribute("name", set.Study), new XAttribute("tests", cases.Count),
            new XAttribute("failures", cases.Count(c => c.Element("failure") is not null)), cases);
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{new XElement("testsuites", suite)}\n";
    }

    private static XElement Case(MeasuredRun run, ScoreRecord score)
    {
        var condition = new Condition(run.Axes, run.Result.Kind == CellKind.Reference).Title;
        var seconds = run.Result.Facts.GetValueOrDefault("evaluation seconds", 0).ToString("0.###", CultureInfo.InvariantCulture);
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{score.Metric} = {score.Value:R} [{score.Low:R}, {score.High:R}], n = {score.Items.Count}, {score.Signature}");
        return new XElement(
            "testcase", new XAttribute("classname", Clean(condition)), new XAttribute("name", Clean($"{score.Language} {score.Metric} seed {run.Result.Seed}")),
            new XAttribute("time", seconds),
            double.IsNaN(score.Value) ? new XElement("failure", new XAttribute("message", "the score is undefined")) : null,
            new XElement("system-out", Clean(text)));
    }

    /// <summary>XML has no place for most control characters and lone surrogates.</summary>
    private static string Clean(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '\uFFFD'));
}
