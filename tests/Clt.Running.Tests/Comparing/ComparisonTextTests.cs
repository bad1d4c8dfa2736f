using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Clt.Results.Comparison;
using Clt.Results.Reporting;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Comparing;

/// <summary>Every form is read again as a program would.</summary>
public class ComparisonTextTests
{
    private static readonly double[] Right = [.. Enumerable.Range(0, 60).Select(i => i < 45 ? 1.0 : 0)];
    private static readonly double[] Worse = [.. Enumerable.Range(0, 60).Select(i => i < 15 ? 1.0 : 0)];

    private static readonly Comparison Compared = Comparison.Of(
        Made.Set("a", ("eng_Latn", 1, Right), ("jpn_Jpan", 1, Right)),
        Made.Set("b", ("eng_Latn", 1, Right), ("jpn_Jpan", 1, Worse)),
        [],
        new ComparisonOptions { Resamples = 500 }
    );

    [Fact]
    public void Csv_has_a_line_a_row_with_all_digits()
    {
        var lines = ComparisonText
            .Of(Compared, ReportFormat.Csv)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.Split(','))
            .ToList();
        lines[0].ShouldBe(ComparisonText.Columns);
        lines.ShouldAllBe(l => l.Length == ComparisonText.Columns.Count);
        lines
            .Skip(1)
            .Select(l => (l[2], double.Parse(l[7], CultureInfo.InvariantCulture), l[^1]))
            .ShouldBe(Compared.Rows.Select(r => (r.Language, r.Difference, r.Verdict.ToString().ToLowerInvariant())));
        // English is the same in both, so nothing of its difference varies.
        lines.Skip(1).Select(l => l[10]).ShouldBe(["bootstrap", "none", "bootstrap"]);
    }

    [Fact]
    public void Junit_fails_where_the_second_is_worse_and_only_there()
    {
        var suite = XDocument.Parse(ComparisonText.Of(Compared, ReportFormat.Junit)).Root!.Element("testsuite")!;
        suite.Attribute("name")!.Value.ShouldBe("a → b");
        (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value).ShouldBe(("3", "2"));
        var failed = suite.Elements("testcase").Where(c => c.Element("failure") is not null).ToList();
        failed.Select(c => c.Attribute("name")!.Value).ShouldBe(["all languages m", "jpn_Jpan m"]);
        failed[1].Element("failure")!.Attribute("message")!.Value.ShouldStartWith("0.75 to 0.25, difference -0.5 ");
        failed[1].Element("failure")!.Attribute("message")!.Value.ShouldContain("(95 %, bootstrap)");
    }

    [Fact]
    public void Tables_have_a_row_a_comparison_and_json_is_the_record()
    {
        var markdown = ComparisonText.Of(Compared, ReportFormat.Md).Split('\n');
        markdown.Count(l => l.StartsWith('|')).ShouldBe(2 + 3);
        markdown.ShouldContain(l => l.Contains("95 % intervals: cluster bootstrap over items."));
        markdown.ShouldContain(l => l.StartsWith("- ja moved (m, all runs): worse"));
        ComparisonText.Of(Compared, ReportFormat.Latex).Split('\n').Count(l => l.EndsWith(@"\\")).ShouldBe(1 + 3);
        using var json = JsonDocument.Parse(ComparisonText.Of(Compared, ReportFormat.Json));
        json.RootElement.GetProperty("rows").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public void There_is_no_page() =>
        Should.Throw<InputException>(() => ComparisonText.Of(Compared, ReportFormat.Html)).Problems[0].Mend.ShouldContain("junit");
}
