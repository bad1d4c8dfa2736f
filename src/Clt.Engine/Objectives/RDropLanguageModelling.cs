using Clt.Engine.Adapters;
using Clt.Engine.Data;
using Clt.Engine.Models;
using static TorchSharp.torch;

namespace Clt.Engine.Objectives;

/// <summary>
/// R-Drop of a decoder's target tokens (Wu et al. 2021, arXiv 2106.14448). What drops out is the input of its LoRA adapters.
/// </summary>
/// <remarks>The logits of all targets of a micro-batch exist twice: bound it where the vocabulary is large.</remarks>
public sealed class RDropLanguageModelling : Objective<TokenizedExample>
{
    private readonly LanguageModel _model;
    private readonly double _alpha;

    /// <param name="model">Its active adapter is trained.</param>
    /// <param name="alpha">Weight of the divergence of the passes; 0 or more.</param>
    /// <exception cref="InputException">Nothing would drop out, or alpha is negative: all are listed.</exception>
    public RDropLanguageModelling(LanguageModel model, double alpha)
        : base(model)
    {
        (_model, _alpha) = (model, alpha);
        var drops = model.Adapters.Active.OfType<LoraAdapter>().Any(a => a.Settings.Dropout > 0);
        if (RDrop.Problems(alpha, drops).ToList() is { Count: > 0 } problems)
            throw new InputException(problems);
    }

    /// <inheritdoc/>
    protected override Tensor Loss(IReadOnlyList<TokenizedExample> examples, bool training)
    {
        using var batch = PackedBatch.Of(examples);
        if (!training)
            return _model.Loss(_model.Forward(batch), batch.Targets!);
        using var scope = NewDisposeScope();
        var places = batch.Targets!.ne(PackedBatch.Ignored).nonzero().flatten();
        return RDrop
            .Loss(Pass(), Pass(), batch.Targets!.index_select(0, places).to(_model.HeadWeight.device), _alpha)
            .MoveToOuterDisposeScope();

        Tensor Pass() => _model.Logits(_model.Forward(batch).index_select(0, places.to(_model.HeadWeight.device)));
    }
}
