namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>1 where every judged line of the output is in the language it should be in, else 0 (<see cref="LanguageConfusion"/>).</summary>
/// <remarks>An output without a line of five tokens is undefined (NaN) and left out, as is an empty one.</remarks>
/// <param name="model">A language identification model whose labels are codes of languages, such as lid.176.</param>
/// <param name="modelName">Part of the signature, such as <c>lid.176.ftz</c>.</param>
public sealed class LinePassRate(FastTextModel model, string modelName) : MeanMetric, ILanguageBound
{
    private readonly LanguageLabels _labels = new(model.Labels);

    public override MetricInfo Info { get; } =
        new(
            "line-pass-rate",
            $"line-pass-rate|model:{modelName}|min:5|p:0.3|tok:fallback|v:2",
            "Share of outputs all in the right language (0 to 1); short ones are left out"
        )
        {
            Range = MetricRange.Proportion,
        };

    /// <inheritdoc/>
    public Problem? Refusal(Language language) => _labels.Refusal(language, $"metric {Info.Name}");

    /// <exception cref="InputException">The model has no label for the language.</exception>
    public override ItemScore Score(Prediction prediction)
    {
        if (_labels.Of(prediction.Language) is not { } label)
            throw new InputException([Refusal(prediction.Language)!]);
        var lines = LanguageConfusion.Lines(LanguageConfusion.Normalise(prediction.Output), prediction.Language);
        if (lines.Count == 0)
            return new(double.NaN);
        return new(lines.All(l => LanguageConfusion.IsIn(model, l.Line, label)) ? 1 : 0);
    }
}
