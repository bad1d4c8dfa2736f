using Clt.Engine.Parameters;
using static TorchSharp.torch;

namespace Clt.Engine.Models.Encoders;

/// <summary>Weight initialisation of an encoder, where it differs from one normal distribution for all matrices.</summary>
public sealed record EncoderStart
{
    /// <summary>
    /// What each layer adds to the residual stream begins at 1/√(2 layers) of its size (Radford et al. 2019, section 2.3).
    /// </summary>
    public bool ScaledResiduals { get; init; } = true;

    /// <summary>
    /// Token embeddings begin so many times larger and learn so many times faster, the head's norm as many times smaller and slower: the
    /// model computes, and learns, what one does that multiplies its embeddings on the way in, and needs no multiplication. 1 changes
    /// nothing.
    /// </summary>
    public double EmbeddingScale { get; init; } = 4;

    /// <summary>Changes the fresh weights and learning rates of a model with the head of masked tokens.</summary>
    public void Apply(EncoderModel model)
    {
        using var noGrad = no_grad();
        var (parameters, layers) = (model.Parameters, model.Config.Layers);
        if (ScaledResiduals)
        {
            foreach (var name in Enumerable.Range(0, layers).SelectMany(Branches))
                parameters[name].mul_(1 / Math.Sqrt(2 * layers));
        }

        if (EmbeddingScale == 1)
            return;
        Scale(TensorNames.Embedding, EmbeddingScale);
        Scale(TensorNames.HeadNorm, 1 / EmbeddingScale);
        Scale(TensorNames.BiasOf(TensorNames.HeadNorm), 1 / EmbeddingScale);

        void Scale(string name, double factor)
        {
            parameters[name].mul_(factor);
            parameters.ScaleRate(name, factor);
        }
    }

    private static string[] Branches(int layer) =>
        [TransformerParameters.At(TensorNames.Output, layer), TransformerParameters.At(TensorNames.Down, layer)];
}
