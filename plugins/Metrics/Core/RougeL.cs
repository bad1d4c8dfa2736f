namespace Clt.Plugins.Metrics.Core;

/// <summary>
/// ROUGE-L (Lin 2004): F1 of the longest common subsequence of tokens, with a tokeniser for every script (<see cref="UnicodeTokens"/>).
/// Best reference.
/// </summary>
/// <remarks>
/// Range 0 to 1; a text against itself is 1 in every script. Where neither text has a token (only punctuation, or empty), the score is
/// 1 if they are equal after trimming, else 0. Where one has none, it is 0; without references it is 0. A lone surrogate separates tokens.
/// </remarks>
public sealed class RougeL : MeanMetric
{
    public override MetricInfo Info { get; } =
        new(
            "rouge-l",
            "rouge-l|tok:unicode|case:lower|stem:no|refs:best|v:1",
            "F1 of the longest common subsequence (0 to 1); an empty output gets 0"
        )
        {
            Range = MetricRange.Unit,
        };

    public override ItemScore Score(Prediction prediction)
    {
        var output = UnicodeTokens.Of(prediction.Output);
        return new(prediction.References.Select(r => F1(prediction.Output, output, r)).DefaultIfEmpty(0).Max());
    }

    private static double F1(string outputText, List<string> output, string referenceText)
    {
        var reference = UnicodeTokens.Of(referenceText);
        if (output.Count + reference.Count == 0)
            return outputText.Trim() == referenceText.Trim() ? 1 : 0;
        return 2.0 * CommonSubsequence.Length(output, reference) / (output.Count + reference.Count);
    }
}
