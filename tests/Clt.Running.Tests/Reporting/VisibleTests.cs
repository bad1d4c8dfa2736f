using Clt.Results.Reporting;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Results.Tables;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Reporting;

/// <summary>Names from data and plugins that would move the cursor, turn text round, or be run by a spreadsheet.</summary>
public sealed class VisibleTests
{
    private const string Escape = "\u001b[2J\u001b[31mred";
    private const string Override = "safe\u202Egnp.exe";

    [Theory]
    [InlineData(Escape, "⟨U+001B⟩[2J⟨U+001B⟩[31mred")]
    [InlineData(Override, "safe⟨U+202E⟩gnp.exe")]
    [InlineData("a\nb\u0007", "a⟨U+000A⟩b⟨U+0007⟩")]
    [InlineData("日本 עברית 🎉 é", "日本 עברית 🎉 é")]
    [InlineData("https://user:secret@hub.example/x?y and http://h/x@y", "https://***@hub.example/x?y and http://h/x@y")]
    public void Hidden_characters_are_shown_as_codes_and_passwords_are_not(string text, string shown) => Visible.Of(text).ShouldBe(shown);

    [Fact]
    public void Every_form_of_a_report_shows_them()
    {
        var table = new TableModel(Override, [new("runs"), new(Escape)], [new TableRow([Escape, Override])], Override);
        var results = ResultSet.Of(HandMade.Results) with { Study = Escape };
        var forms = new[] { ReportFormat.Md, ReportFormat.Latex }
            .Select(f => ReportText.Of(results, [Override], [table], f))
            .Append(HtmlTable.Render(table))
            .Append(ReportText.Of(results, [], [], ReportFormat.Csv));
        foreach (var form in forms)
        {
            form.ShouldNotContain('\u001b');
            form.ShouldNotContain('\u202E');
            form.ShouldContain("⟨U+");
        }
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("-cmd|x", "'-cmd|x")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-0.25", "-0.25")]
    [InlineData("=", "'=")]
    public void Fields_that_a_spreadsheet_would_run_begin_with_an_apostrophe(string value, string field)
    {
        ResultsCsv.Field(value).ShouldBe(field);
        ResultsCsv.Unescaped(CsvLine.Read(field)[0]).ShouldBe(value, "and are read as they were");
    }
}
