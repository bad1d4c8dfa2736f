using System.Globalization;

namespace Clt.Results.Comparison;

/// <summary>A regression threshold: what a score may lose, or must reach, in the metric's own units.</summary>
/// <param name="Metric">The metric; empty for each that is compared.</param>
/// <param name="Place">A language's code or a group of languages; empty for the mean over all languages and each of them.</param>
/// <param name="Value">The number.</param>
public sealed record ScoreLimit(string Metric, string Place, double Value)
{
    /// <summary>Reads <c>0.01</c>, <c>chrf=1</c>, <c>exact-match:ja=0.02</c> or <c>exact-match:unseen=0.02</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="option">Where it stands, for messages.</param>
    /// <param name="needsMetric">Whether a number alone says too little.</param>
    /// <exception cref="InputException">It is none of these.</exception>
    public static ScoreLimit Parse(string text, string option, bool needsMetric)
    {
        var form = needsMetric ? "METRIC=NUMBER or METRIC:LANGUAGE=NUMBER" : "NUMBER, METRIC=NUMBER or METRIC:LANGUAGE=NUMBER";
        var mend = $"Write {form}, such as {option} exact-match:unseen=0.02; a group of languages stands where a language may.";
        var (name, number) = text.LastIndexOf('=') is var at and >= 0 ? (text[..at], text[(at + 1)..]) : ("", text);
        var (metric, place) = name.IndexOf(':') is var colon and >= 0 ? (name[..colon], name[(colon + 1)..]) : (name, "");
        var isNumber = double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
        if (!isNumber)
            throw new InputException($"'{text}' ends in no number", option, mend);
        if (metric.Length == 0 && (needsMetric || name.Length > 0 || text.Contains('=')))
            throw new InputException($"'{text}' names no metric", option, mend);
        if (place.Length == 0 && name.EndsWith(':'))
            throw new InputException($"'{text}' names no language", option, mend);
        return new ScoreLimit(metric, Language.TryParse(place, out var language) ? language.Code : place, value);
    }

    /// <summary>Whether it is about a row.</summary>
    public bool Holds(ComparisonRow row) =>
        (Metric.Length == 0 || Metric == row.Metric)
        && (Place.Length == 0 ? row.Group.Length == 0 : Place == row.Language || Place == row.Group);

    /// <summary>Where it is about, in words.</summary>
    public string Title =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Metric}{(Place.Length > 0 ? ":" : "")}{Place}{(Metric.Length > 0 ? "=" : "")}{Value}"
        );
}
