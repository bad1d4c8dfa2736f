namespace Clt.Plugins.Metrics.Answers;

/// <summary>F1 of the bags of tokens of output and reference, best reference (SQuAD; tokens as in MLQA for other languages).</summary>
/// <remarks>Where one side has no token, 1 if neither has (no answer was expected and none given), else 0. Without references 0.</remarks>
public sealed class SquadF1 : MeanMetric
{
    public override MetricInfo Info { get; } = new(
        "squad-f1", "squad-f1|tok:mlqa|articles:en,es,de,ar|refs:best|v:1", "Token F1 of a short answer (0 to 1); an empty output gets 0");

    public override ItemScore Score(Prediction prediction)
    {
        var output = SquadText.Tokens(prediction.Output, prediction.Language);
        return new(prediction.References.Select(r => F1(output, SquadText.Tokens(r, prediction.Language))).DefaultIfEmpty(0).Max());
    }

    private static double F1(List<string> output, List<string> reference)
    {
        if (output.Count == 0 || reference.Count == 0) return output.Count == reference.Count ? 1 : 0;
        var left = reference.CountBy(t => t).ToDictionary();
        var common = 0;
        foreach (var token in output)
        {
            if (left.GetValueOrDefault(token) == 0) continue;
            left[token]--;
            common++;
        }

        return 2.0 * common / (output.Count + reference.Count);
    }
}
