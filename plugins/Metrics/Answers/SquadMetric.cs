namespace Clt.Plugins.Metrics.Answers;

/// <summary>Compares the tokens of a short answer with each reference's, as SQuAD does (widened to other languages); the best counts.</summary>
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
