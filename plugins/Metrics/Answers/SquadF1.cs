namespace Clt.Plugins.Metrics.Answers;

/// <summary>F1 of the bags of tokens of output and reference, best reference (SQuAD; tokens as in MLQA for other languages).</summary>
/// <remarks>Where one side has no token, 1 if neither has (no answer was expected and none given), else 0.</remarks>
public sealed class SquadF1 : SquadMetric
{
    public override MetricInfo Info { get; } = new(
        "squad-f1", "squad-f1|tok:mlqa|articles:en,es,de,ar|refs:best|v:1", "Token F1 of a short answer (0 to 1); an empty output gets 0")
    { Range = MetricRange.Unit };

    protected override double Compare(List<string> output, List<string> reference)
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
