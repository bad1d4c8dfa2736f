using System.Globalization;
using System.Net;
using Clt.Results.Tables;

namespace Clt.Results.Reporting;

/// <summary>Small pieces of SVG and HTML text.</summary>
internal static class Svg
{
    /// <summary>A coordinate with one decimal.</summary>
    public static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Text that is safe between tags and in quoted attributes.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(Visible.Of(text, lines: true));

    public static string Line(double x1, double y1, double x2, double y2, string css) =>
        $"<line class=\"{css}\" x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"/>";

    public static string Label(double x, double y, string text, string css) =>
        $"<text class=\"{css}\" x=\"{N(x)}\" y=\"{N(y)}\">{Text(text)}</text>";

    /// <summary>A marker whose form goes with the colour, so that lines are told apart without colour.</summary>
    public static string Marker(double x, double y, int colour, string tip)
    {
        var form = colour switch
        {
            1 => $"<rect x=\"{N(x - 3.4)}\" y=\"{N(y - 3.4)}\" width=\"6.8\" height=\"6.8\" rx=\"1\"",
            2 => $"<path d=\"M{N(x)} {N(y - 4.6)}L{N(x + 4.4)} {N(y + 3.4)}L{N(x - 4.4)} {N(y + 3.4)}Z\"",
            3 => $"<path d=\"M{N(x)} {N(y - 4.8)}L{N(x + 4.8)} {N(y)}L{N(x)} {N(y + 4.8)}L{N(x - 4.8)} {N(y)}Z\"",
            _ => $"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"3.8\"",
        };
        return $"{form} class=\"dot c{colour}\"><title>{Text(tip)}</title>{End(form)}";
    }

    private static string End(string form) =>
        form[1] switch
        {
            'r' => "</rect>",
            'p' => "</path>",
            _ => "</circle>",
        };
}
