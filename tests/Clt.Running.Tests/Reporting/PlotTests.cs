using System.Xml.Linq;
using Clt.Results.Reporting;
using Clt.Results.Tables;

namespace Clt.Running.Tests.Reporting;

public class PlotTests
{
    private static PlotModel Plot(bool percent = false, params double[] heights) =>
        new(
            "title <1>",
            "n",
            "score",
            ["0", "50"],
            [0, 1],
            [
                new PlotPanel(
                    "",
                    [new PlotSeries("seen", 1, [.. heights.Select((h, i) => new PlotPoint(i, h, h - 0.05, h + 0.05))])],
                    [new PlotLine("base", 0.1)]
                ),
            ],
            ""
        )
        {
            Percent = percent,
        };

    [Theory]
    [InlineData(0.9, 0.2, 1.0, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0.3, 0.1, 0.4, "0.0 0.1 0.2 0.3 0.4")]
    [InlineData(37.95, 10, 40, "0 10 20 30 40")]
    public void A_scale_ends_at_round_numbers(double height, double step, double high, string labels)
    {
        var scale = new PlotScale(Plot(false, height));
        scale.Step.ShouldBe(step, 1e-9);
        scale.High.ShouldBe(high, 1e-9);
        scale.Low.ShouldBe(0);
        string.Join(' ', scale.Ticks.Select(scale.Label)).ShouldBe(labels);
        scale.Place(high).ShouldBe(1);
        scale.Place(-1).ShouldBe(0);
    }

    [Fact]
    public void A_scale_may_go_below_zero_and_count_in_percent()
    {
        var below = new PlotScale(Plot(false, -0.35, 0.4));
        below.Low.ShouldBe(-0.4, 1e-9);
        below.Label(-0.4).ShouldBe("\u22120.4");
        new PlotScale(Plot(true, 0.9)).Label(0.4).ShouldBe("40\u202f%");
    }

    [Fact]
    public void A_line_has_a_band_a_label_and_a_tip_for_each_point()
    {
        var svg = XElement.Parse(SvgPlot.Render(Plot(false, 0.2, 0.6)));
        svg.Attribute("aria-label")!.Value.ShouldBe("title <1>");
        string[] Classes(string start) =>
            [.. svg.Descendants().Select(e => (string?)e.Attribute("class") ?? "").Where(c => c.StartsWith(start))];
        Classes("band").ShouldBe(["band c1"]);
        Classes("line").ShouldBe(["line c1"]);
        Classes("dot").Length.ShouldBe(2);
        Classes("base").Length.ShouldBe(1);
        svg.Descendants().Where(e => e.Name.LocalName == "text").Select(t => t.Value).ShouldContain("seen");
        svg.Descendants().First(e => e.Name.LocalName == "title").Value.ShouldBe("seen, 0 n: 0.200 [0.150, 0.250]");
    }

    [Fact]
    public void A_single_point_has_a_bar_instead_of_a_band()
    {
        var svg = SvgPlot.Render(Plot(false, 0.2));
        svg.ShouldContain("class=\"bar c1\"");
        svg.ShouldNotContain("class=\"band");
    }

    [Fact]
    public void Labels_of_lines_that_end_together_are_moved_apart()
    {
        var series = Enumerable
            .Range(0, 4)
            .Select(i => new PlotSeries($"s{i}", i, [new PlotPoint(0, 0.5, 0.4, 0.6), new PlotPoint(1, 0.5, 0.4, 0.6)]));
        var svg = XElement.Parse(SvgPlot.Render(Plot(false, 0.5) with { Panels = [new PlotPanel("", [.. series], [])] }));
        var heights = svg.Descendants()
            .Where(e => ((string?)e.Attribute("class"))?.StartsWith("name ") == true)
            .Select(e => (double)e.Attribute("y")!)
            .Order()
            .ToList();
        heights.Zip(heights.Skip(1)).ShouldAllBe(p => p.Second - p.First > 12);
    }

    [Fact]
    public void Long_names_of_lines_have_room()
    {
        const string name = "non-Latin mixture";
        var series = new PlotSeries(name, 0, [new PlotPoint(0, 0.5, 0.4, 0.6), new PlotPoint(1, 0.5, 0.4, 0.6)]);
        var svg = XElement.Parse(
            SvgPlot.Render(Plot(false, 0.5) with { Panels = [new PlotPanel("a", [series], []), new PlotPanel("b", [series], [])] })
        );
        var width = double.Parse(((string)svg.Attribute("viewBox")!).Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);
        var labels = svg.Descendants()
            .Where(e => ((string?)e.Attribute("class"))?.StartsWith("name ") == true)
            .Select(e => (double)e.Attribute("x")!)
            .ToList();
        labels.Count.ShouldBe(2);
        // A letter of 12 pixels in bold is some 7 wide.
        (labels.Max() + (7 * name.Length)).ShouldBeLessThan(width);
    }

    [Fact]
    public void Panels_stand_two_by_two()
    {
        var panels = Enumerable.Range(0, 3).Select(i => new PlotPanel($"panel {i}", Plot(false, 0.5).Panels[0].Series, [])).ToList();
        var svg = XElement.Parse(SvgPlot.Render(Plot(false, 0.5) with { Panels = panels }));
        var titles = svg.Descendants()
            .Where(e => (string?)e.Attribute("class") == "panel")
            .Select(e => ((double)e.Attribute("x")!, (double)e.Attribute("y")!))
            .ToList();
        titles[0].Item2.ShouldBe(titles[1].Item2);
        titles[0].Item1.ShouldBe(titles[2].Item1);
        titles[2].Item2.ShouldBeGreaterThan(titles[0].Item2);
    }
}
