using System.Text.RegularExpressions;
using System.Xml.Linq;
using Clt.Results.Reporting;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Results.Tables;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Reporting;

public class ReportTextTests
{
    private static readonly TableModel Table = new(
        "Scores_of 50 %",
        [new("runs"), new("en & es", true)],
        [new TableRow(["a|b", "0.5 [\u22120.1, 1]"]), new TableRow(["[n] = 1 × 2", "–"], true)],
        "Signature m|tok:a_b."
    );

    private static readonly ResultSet Set = ResultSet.Of(HandMade.Results);

    private static string Of(ReportFormat format) => ReportText.Of(Set, ["One finding."], [Table], format);

    [Fact]
    public void Markdown_is_a_table_with_its_bars_escaped() =>
        Of(ReportFormat.Md)
            .ShouldBe(
                """
                # hand/made

                - One finding.

                ### Scores_of 50 %

                | runs | en & es |
                | --- | ---: |
                | a\|b | 0.5 [−0.1, 1] |
                | **[n] = 1 × 2** | **–** |

                Signature m|tok:a_b.

                """
            );

    [Fact]
    public void Latex_is_booktabs_with_special_characters_escaped()
    {
        var text = Of(ReportFormat.Latex);
        text.ShouldContain("\\caption{Scores\\_of 50 \\%}");
        text.ShouldContain("\\begin{tabular}{lr}\n\\toprule\nruns & en \\& es \\\\\n\\midrule\n");
        text.ShouldContain("a\\textbar{}b & 0.5 [$-$0.1, 1] \\\\\n");
        text.ShouldContain("\\textbf{[n] = 1 $\\times$ 2} & \\textbf{--} \\\\\n\\bottomrule");
        Regex.Count(text, @"(?<!\\)&").ShouldBe(3, "one a row");
    }

    [Fact]
    public void Junit_has_a_case_a_score_and_fails_for_missing_runs()
    {
        var suite = XDocument.Parse(ReportText.Of(Set with { Missing = 2 }, [], [], ReportFormat.Junit)).Root!.Element("testsuite")!;
        suite.Attribute("tests")!.Value.ShouldBe("16");
        suite.Attribute("failures")!.Value.ShouldBe("1");
        suite.Elements("testcase").Count().ShouldBe((5 * 3) + 1);
        suite.Descendants("failure").ShouldHaveSingleItem().Attribute("message")!.Value.ShouldContain("2 runs");
        XDocument.Parse(Of(ReportFormat.Junit)).Descendants("failure").ShouldBeEmpty();
    }

    [Fact]
    public void Every_row_of_a_table_has_a_cell_a_column_when_read_again()
    {
        var odd = new TableModel(
            "t",
            [new("a"), new("b", true)],
            [new TableRow(["x | y & z \\ \n #1 _{~^}", "<b>*"], true), new TableRow(["[", ""])]
        );
        var markdown = ReportText.Of(Set, [], [odd], ReportFormat.Md).Split('\n').Where(l => l.StartsWith('|')).ToList();
        markdown.Count.ShouldBe(4);
        markdown.ShouldAllBe(l => Regex.Count(l, @"(?<!\\)\|") == 3);
        var latex = ReportText.Of(Set, [], [odd], ReportFormat.Latex).Split('\n').Where(l => l.EndsWith(@" \\")).ToList();
        latex.Count.ShouldBe(3);
        latex.ShouldAllBe(l => Regex.Count(l, @"(?<!\\)&") == 1);
        string.Concat(latex).Where(c => c is '#' or '_' or '%').ShouldBe("#_", "each of them escaped");
        Regex.Count(string.Concat(latex), @"\\[#_]").ShouldBe(2);
    }

    [Fact]
    public void Csv_is_read_again_field_by_field()
    {
        var run = HandMade.Results.Rows().First() with { Metric = "a,b", Signature = "say \"x\"\nand y" };
        var text = ResultsCsv.Text(HandMade.Results.Axes, [run]);
        // RFC 4180: fields between commas, quoted ones with doubled quotes.
        var fields = Regex
            .Matches(text[(text.IndexOf('\n') + 1)..^1], "(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,\"]*))")
            .Select(m => m.Groups[1].Success ? m.Groups[1].Value.Replace("\"\"", "\"") : m.Groups[2].Value)
            .ToList();
        var columns = text[..text.IndexOf('\n')].Split(',');
        fields.Count.ShouldBe(columns.Length);
        fields[Array.IndexOf(columns, "metric")].ShouldBe("a,b");
        fields[Array.IndexOf(columns, "signature")].ShouldBe("say \"x\"\nand y");
        double.Parse(fields[Array.IndexOf(columns, "value")], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(run.Value);
    }

    [Fact]
    public void Csv_and_json_are_the_stores_own()
    {
        Of(ReportFormat.Csv).ShouldBe(ResultsCsv.Text(HandMade.Results.Axes, HandMade.Results.Rows()));
        Of(ReportFormat.Json).ShouldBe(Set.ToJson());
    }
}
