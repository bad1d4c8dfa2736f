using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using static TorchSharp.torch;

namespace Clt.Engine.Objectives;

/// <summary>
/// R-Drop of an encoder's labels, of sequences or of tokens (Wu et al. 2021, arXiv 2106.14448): two passes that drop out other states.
/// </summary>
public sealed class RDropClassification : Objective<EncoderExample>
{
    private readonly EncoderModel _model;
    private readonly double _alpha;

    /// <param name="model">Is trained; its states drop out from now on.</param>
    /// <param name="alpha">Weight of the divergence of the passes; 0 or more.</param>
    /// <exception cref="InputException">
    /// The head has no single labels, nothing would drop out, or alpha is negative: all are listed.
    /// </exception>
    public RDropClassification(EncoderModel model, double alpha)
        : base(model)
    {
        (_model, _alpha) = (model, alpha);
        var config = model.Config;
        var hasLabels =
            config is { Head: EncoderHead.Tokens, Crf: false } or { Head: EncoderHead.Sequence, Problem: SequenceProblem.SingleLabel };
        var drops = config.HiddenDropout > 0 || config.ClassifierDropout > 0;
        var problems = RDrop.Problems(alpha, drops).ToList();
        if (!hasLabels)
            problems.Add(
                new Problem(
                    $"the head {config.Head} does not choose one label",
                    "R-Drop",
                    "Use a classifier of sequences or tokens with one label each."
                )
            );
        if (problems.Count > 0)
            throw new InputException(problems);
        model.DropsOut = true;
    }

    /// <inheritdoc/>
    protected override Tensor Loss(IReadOnlyList<EncoderExample> examples, bool training)
    {
        using var batch = _model.Batch(examples);
        if (batch.Targets.Shares is not null)
            throw new InputException("R-Drop has no soft targets", "R-Drop", "Train on labels, or take cross-entropy with dropout.");
        if (!training)
            return _model.Loss(_model.Forward(batch), batch.Packed, batch.Targets);
        using var scope = NewDisposeScope();
        var places = batch.Targets.Values.ne(PackedBatch.Ignored).nonzero().flatten();
        var (first, second) = (Pass(), Pass());
        return RDrop.Loss(first, second, batch.Targets.Values.index_select(0, places).to(first.device), _alpha).MoveToOuterDisposeScope();

        Tensor Pass()
        {
            var logits = _model.Logits(_model.Forward(batch), batch.Packed);
            return logits.index_select(0, places.to(logits.device));
        }
    }
}
