namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>
/// Word-level pass rate (Marchisio et al. 2024): of the outputs whose lines are all in the right language, the share without an English
/// word. Range 0 to 1.
/// </summary>
/// <remarks>
/// Undefined (NaN, left out) for an output that fails the line pass or has no line of five tokens (an empty one too), and in languages of
/// the Latin script, where a word of the list may be the language's own.
/// </remarks>
/// <param name="lines">Judges the lines.</param>
/// <param name="words">The English words.</param>
public sealed class WordPassRate(LinePassRate lines, EnglishWords words) : MeanMetric, ILanguageBound
{
    /// <summary>Latin script is left out whatever the model knows.</summary>
    public Problem? Refusal(Language language) => language.Script == "Latn" ? null : lines.Refusal(language);

    public override MetricInfo Info { get; } =
        new(
            "word-pass-rate",
            $"word-pass-rate|words:{words.Hash}|{lines.Info.Signature}|v:1",
            "Share of outputs without an English word (0 to 1); those in a wrong language and short ones are left out"
        )
        {
            Range = MetricRange.Proportion,
        };

    public override ItemScore Score(Prediction prediction)
    {
        if (prediction.Language.Script == "Latn" || lines.Score(prediction).Value != 1)
            return new(double.NaN);
        var kept = LanguageConfusion.Lines(LanguageConfusion.Normalise(prediction.Output), prediction.Language);
        return new(kept.SelectMany(l => l.Tokens).Any(words.Contains) ? 0 : 1);
    }
}
