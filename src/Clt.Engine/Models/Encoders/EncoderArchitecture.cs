using Clt.Engine.Data;
using Clt.Engine.Layers;
using Clt.Engine.Parameters;
using static TorchSharp.torch;

namespace Clt.Engine.Models.Encoders;

/// <summary>
/// Encoder architecture of layers that are no transformer blocks, such as recurrent ones. An extension point: a model family of a plugin
/// gives one as <see cref="EncoderConfig.Body"/>. Heads, random fields, files and training are the engine's.
/// </summary>
/// <remarks>
/// Blocks are what adapters and activation checkpointing stand in: neither is for such an encoder. Names of its parameters must not contain
/// <c>layers.</c>, by which adapters find blocks.
/// </remarks>
public abstract record EncoderArchitecture : EncoderLayout
{
    /// <summary>The layers over a model's parameters.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="parameters">The model's.</param>
    /// <param name="dropout">Of states, by <see cref="EncoderConfig.HiddenDropout"/>; it says whether noise is wanted too.</param>
    public abstract IEncoderLayers Create(EncoderConfig config, FlatParameters parameters, Dropout dropout);
}

/// <summary>The layers of an encoder that are no transformer blocks.</summary>
public interface IEncoderLayers
{
    /// <summary>Hidden states [N, D] of a packed batch; differentiable.</summary>
    Tensor States(PackedBatch batch);

    /// <summary>One vector a sequence [B, D], which labels of sequences are read from; differentiable.</summary>
    /// <param name="states">[N, D].</param>
    /// <param name="batch">The sequences.</param>
    Tensor Pooled(Tensor states, PackedBatch batch);
}
