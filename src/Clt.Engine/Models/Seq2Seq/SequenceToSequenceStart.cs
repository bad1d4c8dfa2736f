using Clt.Engine.Layers;
using Clt.Engine.Parameters;
using static TorchSharp.torch;

namespace Clt.Engine.Models.Seq2Seq;

/// <summary>Weight initialisation of an encoder-decoder, where it differs from one normal distribution for all matrices.</summary>
public sealed record SequenceToSequenceStart
{
    /// <summary>
    /// Learned position embeddings begin as sines and cosines (Vaswani et al. 2017, section 3.5), as large as token embeddings: places at
    /// one distance are related alike from the start, so that looking at neighbours is not learnt place by place.
    /// </summary>
    public bool Sinusoids { get; init; } = true;

    /// <summary>Changes the fresh weights of a model; nothing where its positions are not learned embeddings.</summary>
    public void Apply(SequenceToSequenceModel model)
    {
        if (!Sinusoids)
            return;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        StackPositions(model, model.Config.Encoder, SequenceToSequenceParameters.Encoder);
        StackPositions(model, model.Config.Decoder, SequenceToSequenceParameters.Decoder);
    }

    private static void StackPositions(SequenceToSequenceModel model, StackConfig stack, string prefix)
    {
        if (model.Parameters.Find(prefix + TensorNames.Positions) is not { } weights)
            return;
        var table = SinusoidalPositions.Table(stack.ContextLength, stack.HiddenSize) * (model.Config.InitializerRange * Math.Sqrt(2));
        weights.narrow(0, stack.PositionOffset, stack.ContextLength).copy_(table);
    }
}
