using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Plugins.Training.Objectives;

/// <summary>
/// Joint intents and slots with regularised alignment of representations across languages (Liu et al. 2020, arXiv 2009.14510): the loss of
/// the head, the distance of utterances' cosines from those of their labels, and the loss of latent variables by an adversary, each with
/// weight 1.
/// </summary>
internal sealed class RegularisedAlignment : Objective<EncoderExample>
{
    private readonly EncoderModel _model;
    private readonly LabelSequenceEncoder? _labels;
    private readonly LatentAdversary? _adversary;

    /// <param name="model">Is trained; its states drop out from now on.</param>
    /// <param name="labels">Fitted, and not trained further; null for no label regularisation. Disposed of with this.</param>
    /// <param name="adversary">The same for no loss of latent variables.</param>
    public RegularisedAlignment(EncoderModel model, LabelSequenceEncoder? labels, LatentAdversary? adversary)
        : base(model)
    {
        (_model, _labels, _adversary) = (model, labels, adversary);
        model.DropsOut = true;
    }

    /// <inheritdoc/>
    protected override Tensor Loss(IReadOnlyList<EncoderExample> examples, bool training)
    {
        using var scope = NewDisposeScope();
        using var batch = new EncoderBatch(examples);
        var hidden = _model.Forward(batch);
        var loss = _model.Loss(hidden, batch.Packed, batch.Targets);
        if (training && _labels is not null)
            loss = loss + (Regularisation(_model.Pooled(hidden, batch.Packed), examples, _labels) * examples.Count);
        if (training && _adversary is not null)
            loss = loss + _adversary.Loss(_model.TagLatents(hidden), batch);
        return loss.MoveToOuterDisposeScope();
    }

    public override void Dispose()
    {
        _labels?.Dispose();
        _adversary?.Dispose();
        base.Dispose();
    }

    /// <summary>How far utterances' cosines are from those of their labels; differentiable in the utterances alone.</summary>
    private static Tensor Regularisation(Tensor utterances, IReadOnlyList<EncoderExample> examples, LabelSequenceEncoder labels)
    {
        Tensor wanted;
        using (no_grad())
            wanted = labels.Of(examples);
        return SequencePairs.Distance(utterances, wanted, SequencePairs.Of(examples).to(utterances.device));
    }
}
