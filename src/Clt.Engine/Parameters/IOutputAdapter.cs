using static TorchSharp.torch;

namespace Clt.Engine.Parameters;

/// <summary>Changes the output of a linear layer or of a whole block.</summary>
internal interface IOutputAdapter
{
    /// <summary>[N, D]: the output with what the adapter adds.</summary>
    /// <param name="output">[N, D].</param>
    /// <param name="reads">[N, D]: what the adapter computes from; null for the output.</param>
    Tensor Of(Tensor output, Tensor? reads = null);
}
