namespace Plugins.Tests.Metrics;

/// <summary>Short ways to score one output.</summary>
internal static class Predict
{
    public static readonly Language English = new("eng", "Latn");
    public static readonly Language German = new("deu", "Latn");
    public static readonly Language Japanese = new("jpn", "Jpan");

    public static Prediction Of(string output, params string[] references) => In(English, output, references);

    public static Prediction In(Language language, string output, params string[] references) =>
        new("item", language, "", output, references);

    public static double Value(this IMetric metric, string output, params string[] references) =>
        metric.Score(Of(output, references)).Value;
}
