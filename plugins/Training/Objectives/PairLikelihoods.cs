using static TorchSharp.torch;

namespace Clt.Plugins.Training.Objectives;

/// <summary>What preference losses are made of: log-probabilities of answers, each [n].</summary>
/// <param name="Chosen">Of the chosen answers, by the model that is trained.</param>
/// <param name="Rejected">Of the rejected answers.</param>
/// <param name="ReferenceChosen">Of the chosen answers, by the reference; zeros without one.</param>
/// <param name="ReferenceRejected">Of the rejected answers, by the reference.</param>
/// <param name="ChosenLengths">Tokens of the chosen answers.</param>
/// <param name="RejectedLengths">Tokens of the rejected answers.</param>
internal sealed record PairLikelihoods(
    Tensor Chosen,
    Tensor Rejected,
    Tensor ReferenceChosen,
    Tensor ReferenceRejected,
    Tensor ChosenLengths,
    Tensor RejectedLengths
)
{
    /// <summary>How much likelier the chosen answers are than by the reference: d⁺.</summary>
    public Tensor ChosenGain => Chosen - ReferenceChosen;

    /// <summary>The same of the rejected answers: d⁻.</summary>
    public Tensor RejectedGain => Rejected - ReferenceRejected;

    /// <summary>d = d⁺ − d⁻.</summary>
    public Tensor Gain => ChosenGain - RejectedGain;

    /// <summary>The same of log-probabilities averaged over an answer's tokens.</summary>
    public Tensor MeanGain => ChosenGain / ChosenLengths - RejectedGain / RejectedLengths;

    /// <summary>The model's margins in order, minus the reference's in order: of quantiles, not of pairs.</summary>
    public Tensor SortedGain => (Chosen - Rejected).sort().Values - (ReferenceChosen - ReferenceRejected).sort().Values;
}
