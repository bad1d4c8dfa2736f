namespace Clt.Plugins.Metrics.Answers;

/// <summary>1 where output and a reference have the same tokens after SQuAD's normalisation (widened to other languages), else 0.</summary>
/// <remarks>An empty output equals a reference without tokens only.</remarks>
public sealed class SquadExact : SquadMetric
{
    public override MetricInfo Info { get; } = new(
        "squad-exact", "squad-exact|tok:mlqa|articles:en,es,de,ar|refs:any|v:1",
        "Share of right short answers (0 to 1); an empty output gets 0")
    { Range = MetricRange.Proportion };

    protected override double Compare(List<string> output, List<string> reference) => output.SequenceEqual(reference) ? 1 : 0;
}
