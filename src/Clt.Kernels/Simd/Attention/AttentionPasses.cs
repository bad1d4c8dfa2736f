using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd.Attention;

/// <summary>Both passes of packed attention on tensors, by their element type.</summary>
internal static unsafe class AttentionPasses
{
    /// <summary>Writes the output.</summary>
    /// <param name="inputs">What is not differentiated.</param>
    /// <param name="x">Queries, keys and values.</param>
    /// <param name="bias">[heads, 2R − 1] in fp32, or null.</param>
    /// <param name="output">As the queries.</param>
    /// <returns>The log-sums, [N, heads].</returns>
    internal static Tensor Forward(AttentionInputs inputs, Projections x, Tensor? bias, Tensor output)
    {
        var logSums = empty(x.Q.size(0), x.Q.size(1), dtype: ScalarType.Float32);
        if (x.Q.dtype == ScalarType.Float32)
            Forward<Fp32>(inputs, x, bias, output, logSums);
        else
            Forward<Bf16>(inputs, x, bias, output, logSums);
        TensorMemory.KeepAlive(x.Q, x.K, x.V, bias, output);
        return logSums;
    }

    /// <summary>Writes the gradients.</summary>
    /// <param name="gradient">Of the output.</param>
    /// <param name="gradients">Of queries, keys and values.</param>
    /// <returns>The gradient of the relative bias; null without one.</returns>
    internal static Tensor? Backward(
        AttentionInputs inputs,
        Projections x,
        Tensor? bias,
        Tensor output,
        Tensor logSums,
        Tensor gradient,
        Projections gradients
    )
    {
        long sequences = inputs.QueryStarts.size(0) - 1;
        var partial = bias is null ? null : zeros([sequences, bias.size(0), bias.size(1)], dtype: ScalarType.Float32);
        var dense = Projections.Dense(gradient);
        if (x.Q.dtype == ScalarType.Float32)
            Backward<Fp32>(inputs, x, bias, output, logSums, dense, gradients, partial);
        else
            Backward<Bf16>(inputs, x, bias, output, logSums, dense, gradients, partial);
        TensorMemory.KeepAlive(x.Q, x.K, x.V, bias, output, logSums, dense, gradients.Q, gradients.K, gradients.V);
        return partial?.sum([0L]);
    }

    /// <summary>An output or gradient by rows of tokens. Those behind the last sequence belong to none: they get zeros.</summary>
    internal static Tensor Rows(Tensor like, long[] shape, Tensor starts)
    {
        var covered = TensorMemory.Pointer<int>(starts)[starts.size(0) - 1] == shape[0];
        return covered ? empty(shape, dtype: like.dtype) : zeros(shape, dtype: like.dtype);
    }

    private static void Forward<T>(AttentionInputs inputs, Projections x, Tensor? bias, Tensor output, Tensor logSums)
        where T : unmanaged, IElement<T> =>
        new AttentionForward<T>(
            inputs.Shape(x.Q, x.K, bias),
            inputs.Rope(),
            x.Rows<T>(),
            new(output),
            TensorMemory.Pointer<float>(logSums)
        ).Run();

    private static void Backward<T>(
        AttentionInputs inputs,
        Projections x,
        Tensor? bias,
        Tensor output,
        Tensor logSums,
        Tensor gradient,
        Projections gradients,
        Tensor? partial
    )
        where T : unmanaged, IElement<T> =>
        new AttentionBackward<T>(
            inputs.Shape(x.Q, x.K, bias),
            inputs.Rope(),
            x.Rows<T>(),
            new(output),
            new(gradient),
            TensorMemory.Pointer<float>(logSums),
            gradients.Rows<T>(),
            TensorMemory.PointerOrNull<float>(partial)
        ).Run();
}
