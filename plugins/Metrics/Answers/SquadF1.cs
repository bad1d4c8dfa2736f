namespace Clt.Plugins.Metrics.Answers;

/// <summary>F1 of the bags of tokens of output and reference, best reference (SQuAD; tokens as in MLQA for other languages).</summary>
/// <remarks>Where one side has no token, 1 if neither has (no answer was expected and none given), else 0.</remarks>
public sealed class SquadF1 : SquadMetric
{
    public override MetricInfo Info { get; } =
        new(
            "squad-f1",
            "squad-f1|tok:mlqa|articles:en,es,de,ar|refs:best|v:1",
            "Token F1 of a short answer (0 to 1); an empty output gets 0"
        )
        {
            Range = MetricRange.Unit,
        };

    protected override double Compare(List<string> output, List<string> reference)
    {
        if (output.Count == 0 || reference.Count == 0)
            return output.Count == reference.Count ? 1 : 0;
        var left = reference.CountBy(t => t).ToDictionary();
        var common = 0;
        foreach (var token in output)
        {
            if (left.GetValueOrDefault(token) == 0)
                continue;
            left[token]--;
            common++;
        }

        return 2.0 * common / (output.Count + reference.Count);
    }
}

/// <summary>
/// Compares the tokens of a short answer with each reference's, as SQuAD does (widened to other languages); the best counts.
/// </summary>
/// <remarks>Without references 0. A lone surrogate is U+FFFD.</remarks>
public abstract class SquadMetric : MeanMetric
{
    public override ItemScore Score(Prediction prediction)
    {
        var output = SquadText.Tokens(prediction.Output, prediction.Language);
        return new(prediction.References.Select(r => Compare(output, SquadText.Tokens(r, prediction.Language))).DefaultIfEmpty(0).Max());
    }

    /// <summary>0 to 1.</summary>
    protected abstract double Compare(List<string> output, List<string> reference);
}

/// <summary>1 where output and a reference have the same tokens after SQuAD's normalisation (widened to other languages), else 0.</summary>
/// <remarks>An empty output equals a reference without tokens only.</remarks>
public sealed class SquadExact : SquadMetric
{
    public override MetricInfo Info { get; } =
        new(
            "squad-exact",
            "squad-exact|tok:mlqa|articles:en,es,de,ar|refs:any|v:1",
            "Share of right short answers (0 to 1); an empty output gets 0"
        )
        {
            Range = MetricRange.Proportion,
        };

    protected override double Compare(List<string> output, List<string> reference) => output.SequenceEqual(reference) ? 1 : 0;
}
