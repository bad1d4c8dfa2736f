namespace Clt.Studies.Tests;

public class FormatTests
{
    [Theory]
    [InlineData(0.4, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(7500, "2 h 5 min")]
    [InlineData(double.NaN, "–")]
    public void Durations(double seconds, string text) => Format.Duration(seconds).ShouldBe(text);

    [Fact]
    public void Numbers_look_the_same_in_every_culture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
            Format.Count(1_234_567).ShouldBe("1,234,567");
            Format.Score(-0.5).ShouldBe("\u22120.500");
            Format.WithInterval(0.5, 0.25, 0.75).ShouldBe("0.500 [0.250, 0.750]");
            Format.WithInterval(double.NaN, 0, 1).ShouldBe("–");
            Format.Bytes(850_000_000).ShouldBe("850 MB");
            Format.Bytes(1_230_000_000).ShouldBe("1.2 GB");
            Svg.N(1.25).ShouldBe("1.3");
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void An_interval_stands_below_its_value()
    {
        var html = HtmlTable.Render(new TableModel("t", [new("a"), new("b", true)], [new TableRow(["x [y]", "0.5 [0.1, 0.9]"])], "note"));
        html.ShouldContain("<th scope=\"row\">x [y]</th>");
        html.ShouldContain("<td class=\"number\">0.5 <span class=\"ci\">[0.1, 0.9]</span></td>");
        html.ShouldContain("<p class=\"note\">note</p>");
    }
}
