using Clt.Results.Reporting;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Running.Tests.Reporting;

/// <summary>Tables say how their intervals were made and what they cover, from the intervals in them.</summary>
public class IntervalNotesTests
{
    private static readonly Interval Most = IntervalPolicy.StudentT(0.5, 0.1, 4, 5, "languages");

    private static TableModel Table(params TableCell[] cells) =>
        new("t", [.. cells.Select((_, i) => new TableColumn($"{i}", true))], [new TableRow(cells)], "Means.");

    [Fact]
    public void One_method_is_named_and_nothing_is_marked()
    {
        var shown = Table(Words.Cell(Most), "x", Words.Cell(Most)).Shown();
        shown.Note.ShouldBe("Means. 95 % intervals: Student's t over languages.");
        shown.Rows[0].Cells.ShouldBe([Words.Of(Most), "x", Words.Of(Most)]);
        shown.Shown().ShouldSatisfyAllConditions(t => t.Note.ShouldBe(shown.Note), t => t.Rows[0].Cells.ShouldBe(shown.Rows[0].Cells));
    }

    [Fact]
    public void Others_are_marked_and_missing_ones_explained()
    {
        var shown = Table(
                Words.Cell(Most),
                Words.Cell(Most),
                Words.Cell(IntervalPolicy.Proportion(0, 10, 1)),
                Words.Cell(IntervalPolicy.None(0.25, "all scores are equal"))
            )
            .Shown();
        shown.Rows[0].Cells[2].ShouldBe("0.000 [0.000, 0.278]ᵃ");
        shown.Rows[0].Cells[3].ShouldBe("0.250 [no interval]");
        shown.Note.ShouldBe(
            "Means. 95 % intervals: Student's t over languages; ᵃ Wilson's score over items, whose scores are all equal. "
                + "No interval where all scores are equal."
        );
    }

    [Fact]
    public void A_table_without_intervals_says_nothing_of_them()
    {
        Table("x", new TableCell("–", IntervalPolicy.None(double.NaN, "it was not measured"))).Shown().Note.ShouldBe("Means.");
    }

    [Fact]
    public void Every_form_prints_them()
    {
        var table = Table(Words.Cell(Most), Words.Cell(Most), Words.Cell(IntervalPolicy.Proportion(0, 10, 1)));
        foreach (var text in new[] { HtmlTable.Render(table), MarkdownTable.Render(table), LatexTable.Render(table) })
        {
            System.Net.WebUtility.HtmlDecode(text).ShouldContain("intervals: Student's t over languages;");
        }

        LatexTable.Render(table).ShouldContain(@"[0.000, 0.278]\textsuperscript{a}");
        HtmlTable.Render(table).ShouldContain("<span class=\"ci\">[0.000, 0.278]ᵃ</span>");
    }
}
