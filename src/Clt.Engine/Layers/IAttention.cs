using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>What the queries of a forward pass may look at: the batch itself, or a cache of what came before.</summary>
internal interface IAttention
{
    /// <summary>Attention of the batch's N tokens.</summary>
    /// <param name="layer">The block, from 0.</param>
    /// <param name="input">Queries, keys and values.</param>
    /// <returns>[N, H · Dh].</returns>
    Tensor Attend(int layer, AttentionInput input);
}
