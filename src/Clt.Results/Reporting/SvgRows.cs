using System.Text;
using Clt.Results.Tables;

namespace Clt.Results.Reporting;

/// <summary>
/// Draws estimates with their intervals, a row a category, values from left to right; several series stand one below the other.
/// </summary>
internal static class SvgRows
{
    private const double Width = 860;
    private const double Right = 24;
    private const double Top = 16;
    private const double Bottom = 46;
    private const double Between = 13;

    public static string Render(PlotModel plot)
    {
        var scale = new PlotScale(plot);
        var series = plot.Panels.SelectMany(p => p.Series).Where(s => s.Points.Count > 0).ToList();
        var rowHeight = Math.Max(24, (series.Count * Between) + 10);
        var left = 20 + (plot.Ticks.Select(t => t.Length).DefaultIfEmpty(0).Max() * 6.6);
        var named = series.Any(s => s.Name.Length > 0);
        var top = Top + (named ? 22 : 0);
        var height = plot.Ticks.Count * rowHeight;
        double X(double value) => left + (scale.Place(value) * (Width - left - Right));
        var text = new StringBuilder();
        text.Append(
            $"<svg viewBox=\"0 0 {Svg.N(Width)} {Svg.N(top + height + Bottom)}\" role=\"img\" aria-label=\"{Svg.Text(plot.Title)}\" "
                + $"xmlns=\"http://www.w3.org/2000/svg\">\n"
        );
        foreach (var tick in scale.Ticks)
        {
            text.Append(Svg.Line(X(tick), top, X(tick), top + height, Math.Abs(tick) < 1e-12 ? "zero" : "grid"));
            text.Append(Svg.Label(X(tick), top + height + 18, scale.Label(tick), "tick mid")).Append('\n');
        }

        text.Append(Svg.Label((left + Width - Right) / 2, top + height + 38, plot.Horizontal, "axis mid")).Append('\n');
        for (var t = 0; t < plot.Ticks.Count; t++)
            text.Append(Svg.Label(left - 10, top + ((t + 0.5) * rowHeight) + 4, plot.Ticks[t], "tick end")).Append('\n');
        var at = left;
        for (var i = 0; i < series.Count; i++)
        {
            if (named)
            {
                text.Append(Svg.Marker(at + 4, Top + 4, series[i].Colour, series[i].Name))
                    .Append(Svg.Label(at + 14, Top + 8, series[i].Name, $"name c{series[i].Colour}"))
                    .Append('\n');
                at += 40 + (series[i].Name.Length * 7.5);
            }

            foreach (var point in series[i].Points)
            {
                var y = top + ((point.Tick + 0.5) * rowHeight) + ((i - ((series.Count - 1) / 2.0)) * Between);
                if (double.IsFinite(point.Low) && double.IsFinite(point.High))
                    text.Append(Svg.Line(X(point.Low), y, X(point.High), y, $"bar c{series[i].Colour}"));
                var tip = $"{series[i].Name} {plot.Ticks[point.Tick]}: {Format.WithInterval(point.Value, point.Low, point.High)}";
                text.Append(Svg.Marker(X(point.Value), y, series[i].Colour, tip)).Append('\n');
            }
        }

        return text.Append("</svg>").ToString();
    }
}
