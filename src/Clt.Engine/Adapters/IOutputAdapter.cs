using static TorchSharp.torch;

namespace Clt.Engine.Adapters;

/// <summary>Changes the output of a linear layer or of a whole block.</summary>
internal interface IOutputAdapter
{
    /// <summary>[N, D] of [N, D].</summary>
    Tensor Of(Tensor output);
}
