using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>An encoder's states of several sources laid end to end, as cross-attention sees them.</summary>
internal interface ICrossSources
{
    /// <summary>[sources + 1], int32, on the host: where each source starts.</summary>
    Tensor Starts { get; }

    /// <summary>Keys, then values, of a layer: [S, 2 Hkv, Dh].</summary>
    Tensor KeysAndValues(int layer, CrossAttention attention);
}
