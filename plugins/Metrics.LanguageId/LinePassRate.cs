namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>1 where every judged line of the output is in the language it should be in, else 0 (<see cref="LanguageConfusion"/>).</summary>
/// <remarks>An output without a line of five tokens is undefined (NaN) and left out, as is an empty one.</remarks>
/// <param name="model">A language identification model whose labels are two-letter codes, such as lid.176.</param>
/// <param name="label">The model's label of a language, such as <c>ja</c>.</param>
/// <param name="modelName">Part of the signature, such as <c>lid.176.ftz</c>.</param>
public sealed class LinePassRate(FastTextModel model, Func<Language, string> label, string modelName) : MeanMetric
{
    public override MetricInfo Info { get; } = new(
        "line-pass-rate", $"line-pass-rate|model:{modelName}|min:5|p:0.3|tok:fallback|v:1",
        "Share of outputs all in the right language (0 to 1); short ones are left out");

    public override ItemScore Score(Prediction prediction)
    {
        var lines = LanguageConfusion.Lines(LanguageConfusion.Normalise(prediction.Output), prediction.Language);
        if (lines.Count == 0) return new(double.NaN);
        return new(lines.All(l => LanguageConfusion.IsIn(model, l.Line, label(prediction.Language))) ? 1 : 0);
    }
}
