using static TorchSharp.torch;

namespace Clt.Kernels.Simd.Attention;

/// <summary>Queries [N, heads, width] with keys and values [keys, key heads, width], or the gradients of them.</summary>
internal readonly record struct Projections(Tensor Q, Tensor K, Tensor V)
{
    /// <summary>The last dimensions made dense; views keep their other strides.</summary>
    internal Projections Dense() => new(Dense(Q), Dense(K), Dense(V));

    /// <summary>Valid while the tensors are.</summary>
    internal ProjectionRows<T> Rows<T>() where T : unmanaged, IElement<T> => new(new(Q), new(K), new(V));

    internal static Tensor Dense(Tensor tensor) => tensor.stride((int)tensor.dim() - 1) == 1 ? tensor : tensor.contiguous();
}
