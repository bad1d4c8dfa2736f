using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>Sources for one forward pass; differentiable.</summary>
/// <param name="states">[S, D].</param>
/// <param name="starts">[sources + 1], int32, on the host.</param>
internal sealed class EncodedSources(Tensor states, Tensor starts) : ICrossSources
{
    public Tensor States => states;

    public Tensor Starts => starts;

    public Tensor KeysAndValues(int layer, CrossAttention attention) => attention.Project(states);
}
