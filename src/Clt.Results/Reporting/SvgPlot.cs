using System.Text;
using Clt.Results.Tables;

namespace Clt.Results.Reporting;

/// <summary>
/// Draws a figure as SVG: lines with interval bands, labels at the lines' ends, no legend. Colours come from the page's style.
/// </summary>
public static class SvgPlot
{
    private const double Width = 860;
    private const double Height = 230;
    private const double Left = 46;
    private const double LeastRight = 96;
    private const double Top = 34;
    private const double Bottom = 50;

    /// <summary>An <c>svg</c> element that is as wide as its place.</summary>
    public static string Render(PlotModel plot)
    {
        if (plot.Sideways)
            return SvgRows.Render(plot);
        var columns = Math.Clamp(plot.Panels.Count, 1, 2);
        var rows = (plot.Panels.Count + columns - 1) / columns;
        var (panelWidth, panelHeight) = (Width / columns, Top + Height + Bottom);
        var (scale, right) = (new PlotScale(plot), RightOf(plot));
        var text = new StringBuilder();
        text.Append(
            $"<svg viewBox=\"0 0 {Svg.N(Width)} {Svg.N(rows * panelHeight)}\" role=\"img\" aria-label=\"{Svg.Text(plot.Title)}\" "
                + $"xmlns=\"http://www.w3.org/2000/svg\">\n"
        );
        for (var i = 0; i < plot.Panels.Count; i++)
        {
            var area = new PlotArea(
                (i % columns * panelWidth) + Left,
                (i / columns * panelHeight) + Top,
                panelWidth - Left - right,
                Height,
                plot,
                scale
            );
            Frame(text, plot, plot.Panels[i], area, scale, first: i % columns == 0);
            foreach (var line in plot.Panels[i].Lines)
                text.Append(Svg.Line(area.X0, area.Y(line.Value), area.X1, area.Y(line.Value), "base")).Append('\n');
            foreach (var series in plot.Panels[i].Series)
                Series(text, plot, series, area);
            Labels(text, plot.Panels[i], area);
        }

        return text.Append("</svg>").ToString();
    }

    /// <summary>Room for the longest name at the right of a line.</summary>
    private static double RightOf(PlotModel plot)
    {
        const double letter = 7.6;
        const double space = 14;
        var names = plot.Panels.SelectMany(p => p.Series.Select(s => s.Name).Concat(p.Lines.Select(l => l.Name)));
        return Math.Max(LeastRight, space + (letter * names.Select(n => n.Length).DefaultIfEmpty().Max()));
    }

    private static void Frame(StringBuilder text, PlotModel plot, PlotPanel panel, PlotArea area, PlotScale scale, bool first)
    {
        if (panel.Title.Length > 0)
            text.Append(Svg.Label(area.X0, area.Y0 - 14, panel.Title, "panel")).Append('\n');
        foreach (var tick in scale.Ticks)
        {
            text.Append(Svg.Line(area.X0, area.Y(tick), area.X1, area.Y(tick), Math.Abs(tick) < 1e-12 ? "zero" : "grid"));
            text.Append(Svg.Label(area.X0 - 8, area.Y(tick) + 4, scale.Label(tick), "tick end")).Append('\n');
        }

        foreach (var t in Readable(plot, area))
            text.Append(Svg.Label(area.X(t), area.Y1 + 18, plot.Ticks[t], "tick mid")).Append('\n');
        text.Append(Svg.Label((area.X0 + area.X1) / 2, area.Y1 + 38, plot.Horizontal, "axis mid")).Append('\n');
        if (first && panel.Title.Length == 0)
            text.Append(Svg.Label(area.X0, area.Y0 - 14, plot.Vertical, "axis")).Append('\n');
    }

    /// <summary>
    /// The ticks whose labels have room: the first and the last, and from the left those that touch none before them nor the last.
    /// </summary>
    private static IEnumerable<int> Readable(PlotModel plot, PlotArea area)
    {
        const double letter = 7;
        const double space = 6;
        double Half(int t) => plot.Ticks[t].Length * letter / 2;
        var order = Enumerable.Range(0, plot.Ticks.Count).OrderBy(t => plot.Positions[t]).ToList();
        var end = double.NegativeInfinity;
        foreach (var t in order)
        {
            var last = t == order[^1];
            if (!last && (area.X(t) - Half(t) < end + space || area.X(t) + Half(t) > area.X(order[^1]) - Half(order[^1]) - space))
                continue;
            end = area.X(t) + Half(t);
            yield return t;
        }
    }

    private static void Series(StringBuilder text, PlotModel plot, PlotSeries series, PlotArea area)
    {
        var points = series.Points.OrderBy(p => plot.Positions[p.Tick]).ToList();
        string Path(IEnumerable<(int Tick, double Value)> path) =>
            string.Join('L', path.Select(p => $"{Svg.N(area.X(p.Tick))} {Svg.N(area.Y(p.Value))}"));
        var banded = points.Where(p => double.IsFinite(p.Low) && double.IsFinite(p.High)).ToList();
        if (banded.Count > 1)
        {
            var edge = Path(banded.Select(p => (p.Tick, p.High)).Concat(banded.AsEnumerable().Reverse().Select(p => (p.Tick, p.Low))));
            text.Append($"<path class=\"band c{series.Colour}\" d=\"M{edge}Z\"/>\n");
        }
        else if (banded.Count == 1)
        {
            var x = area.X(banded[0].Tick) + ((series.Colour - 1) * 9);
            text.Append(Svg.Line(x, area.Y(banded[0].Low), x, area.Y(banded[0].High), $"bar c{series.Colour}")).Append('\n');
        }

        if (points.Count > 1)
            text.Append($"<path class=\"line c{series.Colour}\" d=\"M{Path(points.Select(p => (p.Tick, p.Value)))}\"/>\n");
        foreach (var p in points)
        {
            var tip = $"{series.Name}, {plot.Ticks[p.Tick]} {plot.Horizontal}: {Format.WithInterval(p.Value, p.Low, p.High)}";
            var shift = points.Count == 1 ? (series.Colour - 1) * 9 : 0;
            text.Append(Svg.Marker(area.X(p.Tick) + shift, area.Y(p.Value), series.Colour, tip)).Append('\n');
        }
    }

    /// <summary>Names at the right ends, moved apart where they would overlap.</summary>
    private static void Labels(StringBuilder text, PlotPanel panel, PlotArea area)
    {
        const double gap = 13.5;
        var labels = panel
            .Series.Select(s => (s.Name, Css: $"name c{s.Colour}", Y: area.Y(s.Points[^1].Value)))
            .Concat(panel.Lines.Select(l => (l.Name, Css: "name quiet", Y: area.Y(l.Value))))
            .OrderBy(l => l.Y)
            .ToList();
        var places = labels.Select(l => l.Y).ToArray();
        for (var pass = 0; pass < 60; pass++)
        {
            for (var i = 1; i < places.Length; i++)
            {
                var overlap = gap - (places[i] - places[i - 1]);
                if (overlap <= 0)
                    continue;
                places[i - 1] -= overlap / 2;
                places[i] += overlap / 2;
            }
        }

        for (var i = 0; i < labels.Count; i++)
            text.Append(Svg.Label(area.X1 + 10, places[i] + 4, labels[i].Name, labels[i].Css)).Append('\n');
    }
}
