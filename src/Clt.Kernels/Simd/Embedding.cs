using Clt.Kernels.Libtorch;
using TorchSharp;
using static Clt.Kernels.Libtorch.TensorMemory;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd;

/// <summary>
/// Embedding lookup whose gradient adds the rows of each id in the order of their places: the same sums on any number of threads.
/// </summary>
internal sealed unsafe class Embedding : AutogradFunction
{
    private Tensor? _ids;
    private Tensor? _place;
    private long _vocabulary;

    /// <summary>Rows of weight [V, D].</summary>
    /// <param name="weight">fp32 or bf16.</param>
    /// <param name="ids">[...], 0 to V − 1.</param>
    /// <param name="place">[V, D] or null: where the backward pass adds the gradient; the weight gets none of its own then.</param>
    /// <returns>[..., D].</returns>
    /// <exception cref="ArgumentException">Shapes or types do not fit, or an id is outside the vocabulary.</exception>
    internal Tensor Of(Tensor weight, Tensor ids, Tensor? place)
    {
        if (!Arguments.Supported(weight) || weight.dim() != 2)
        {
            throw new ArgumentException($"an embedding is [vocabulary, width] of fp32 or bf16 on the CPU, not {Arguments.Kind(weight)}");
        }

        if (place is not null && !(Arguments.Alike(place, weight) && place.is_contiguous()))
        {
            throw new ArgumentException($"the gradient's place {Arguments.Kind(place)} is not like the weight {Arguments.Kind(weight)}");
        }

        // Our own handle: the caller may dispose of its own before the backward pass.
        _place = place?.alias().DetachFromDisposeScope();
        _vocabulary = weight.size(0);
        using var rows = Indices.Of(ids, _vocabulary, "token id");
        _ids = rows;
        return Apply(weight)[0];
    }

    protected override Tensor[] Forward(Tensor?[] inputs)
    {
        using var weight = inputs[0]!.contiguous();
        Tensor ids = _ids!,
            y = empty([.. ids.shape, weight.size(1)], weight.dtype);
        var rowBytes = weight.size(1) * weight.element_size();
        EmbeddingLoops.Gather(Pointer<byte>(weight), Pointer<long>(ids), ids.numel(), rowBytes, Pointer<byte>(y));
        KeepAlive(weight, ids, y);
        Save(ids);
        return [y];
    }

    protected override Tensor?[] Backward(Tensor?[] saved, Tensor?[] gradients)
    {
        Tensor ids = saved[0]!,
            dy = gradients[0]!.contiguous();
        var table = _place ?? zeros([_vocabulary, dy.size(-1)], dy.dtype);
        var places = new IdPlaces(new ReadOnlySpan<long>(Pointer<long>(ids), (int)ids.numel()), _vocabulary);
        if (dy.dtype == ScalarType.Float32)
            EmbeddingLoops.Scatter(Pointer<Fp32>(dy), places, dy.size(-1), Pointer<Fp32>(table));
        else
            EmbeddingLoops.Scatter(Pointer<Bf16>(dy), places, dy.size(-1), Pointer<Bf16>(table));
        KeepAlive(ids, dy, table);
        return [_place is null ? table : null];
    }

    protected override void Released() => _place?.Dispose();
}
