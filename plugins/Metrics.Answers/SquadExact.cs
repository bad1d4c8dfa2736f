namespace Clt.Plugins.Metrics.Answers;

/// <summary>1 where output and a reference have the same tokens after SQuAD's normalisation (widened to other languages), else 0.</summary>
/// <remarks>An empty output equals a reference without tokens only.</remarks>
public sealed class SquadExact : MeanMetric
{
    public override MetricInfo Info { get; } = new(
        "squad-exact", "squad-exact|tok:mlqa|articles:en,es,de,ar|refs:any|v:1", "Share of right short answers (0 to 1); an empty output gets 0");

    public override ItemScore Score(Prediction prediction)
    {
        var output = SquadText.Tokens(prediction.Output, prediction.Language);
        return new(prediction.References.Any(r => SquadText.Tokens(r, prediction.Language).SequenceEqual(output)) ? 1 : 0);
    }
}
