using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd.Attention;

/// <summary>What an attention reads and does not differentiate, held from the forward to the backward pass.</summary>
internal sealed unsafe class AttentionInputs : IDisposable
{
    private readonly AttentionOptions _options;
    private readonly bool _interleaved;

    /// <summary>Tensors of the current scope, until <see cref="Keep"/>.</summary>
    /// <param name="queryStarts">[B + 1].</param>
    /// <param name="keyStarts">[B + 1].</param>
    /// <param name="options">The relative bias in it is not used: it is differentiated.</param>
    /// <param name="rotary">Position tables, or null.</param>
    /// <param name="positions">[N]; null only without tables.</param>
    internal AttentionInputs(
        Tensor queryStarts,
        Tensor keyStarts,
        AttentionOptions options,
        RotaryTable? rotary = null,
        Tensor? positions = null
    )
    {
        (_options, _interleaved) = (options, rotary?.Interleaved ?? false);
        (QueryStarts, KeyStarts) = (Plain(queryStarts, ScalarType.Int32)!, Plain(keyStarts, ScalarType.Int32)!);
        Slopes = Plain(options.AlibiSlopes, ScalarType.Float32);
        (Cos, Sin) = (Plain(rotary?.Cos, ScalarType.Float32), Plain(rotary?.Sin, ScalarType.Float32));
        Positions = rotary is null ? null : Plain(positions, ScalarType.Int64);
    }

    /// <summary>[B + 1], int32.</summary>
    internal Tensor QueryStarts { get; }

    internal Tensor KeyStarts { get; }

    /// <summary>[heads].</summary>
    internal Tensor? Slopes { get; }

    /// <summary>[positions, half].</summary>
    internal Tensor? Cos { get; }

    internal Tensor? Sin { get; }

    /// <summary>[N], int64.</summary>
    internal Tensor? Positions { get; }

    private Tensor?[] All => [QueryStarts, KeyStarts, Slopes, Cos, Sin, Positions];

    /// <summary>Takes the tensors out of their scope: they live until this is disposed.</summary>
    internal AttentionInputs Keep()
    {
        foreach (var tensor in All)
            tensor?.DetachFromDisposeScope();
        return this;
    }

    public void Dispose()
    {
        foreach (var tensor in All)
            tensor?.Dispose();
    }

    /// <summary>Valid while this is.</summary>
    /// <param name="q">[N, heads, width].</param>
    /// <param name="k">[keys, key heads, width].</param>
    /// <param name="bias">[heads, 2R − 1], or null.</param>
    internal AttentionShape Shape(Tensor q, Tensor k, Tensor? bias)
    {
        float* slopes = TensorMemory.PointerOrNull<float>(Slopes),
            biases = TensorMemory.PointerOrNull<float>(bias);
        var rule = new AttentionRule(_options, q.size(2), slopes, biases, ((bias?.size(1) ?? 1) + 1) / 2);
        return new(
            QueryStarts.size(0) - 1,
            q.size(0),
            q.size(1),
            k.size(1),
            q.size(2),
            TensorMemory.Pointer<int>(QueryStarts),
            TensorMemory.Pointer<int>(KeyStarts),
            rule
        );
    }

    /// <summary>Valid while this is.</summary>
    internal Rope Rope() =>
        Cos is null
            ? default
            : new(
                TensorMemory.Pointer<float>(Cos),
                TensorMemory.Pointer<float>(Sin!),
                TensorMemory.Pointer<long>(Positions!),
                Cos.size(1),
                _interleaved
            );

    private static Tensor? Plain(Tensor? tensor, ScalarType type) => tensor?.detach().cpu().to_type(type).contiguous();
}
