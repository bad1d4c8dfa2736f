using Clt.Kernels.Libtorch;
using TorchSharp;
using static Clt.Kernels.Simd.Attention.AttentionChecks;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd.Attention;

/// <summary>Attention over shared prefixes on tensors; not differentiable.</summary>
internal static unsafe class SharedPrefixAttention
{
    /// <summary>As <see cref="Ops.CascadeAttention"/>.</summary>
    internal static Tensor Of(Tensor q, Tensor keys, Tensor values, Tensor positions, Tensor runs, AttentionOptions options)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var x = new Projections(q, keys, values).Dense();
        Tensor places = positions.to_type(ScalarType.Int64).contiguous(),
            spans = runs.to_type(ScalarType.Int64).contiguous();
        Tensor? slopes = Plain(options.AlibiSlopes),
            bias = Plain(options.RelativeBias);
        Heads(q, keys, values);
        Slopes(slopes, q.size(1));
        if (bias is not null)
            Bias(bias, q.size(1));
        Check(q, keys, places, spans, bias);
        var output = empty(q.shape, dtype: q.dtype);
        if (q.dtype == ScalarType.Float32)
            Run<Fp32>(x, places, spans, options, slopes, bias, output);
        else
            Run<Bf16>(x, places, spans, options, slopes, bias, output);
        TensorMemory.KeepAlive(x.Q, x.K, x.V, places, spans, slopes, bias);
        return output.MoveToOuterDisposeScope();
    }

    private static void Run<T>(
        Projections x,
        Tensor positions,
        Tensor runs,
        AttentionOptions options,
        Tensor? slopes,
        Tensor? bias,
        Tensor output
    )
        where T : unmanaged, IElement<T>
    {
        float* slope = TensorMemory.PointerOrNull<float>(slopes),
            biases = TensorMemory.PointerOrNull<float>(bias);
        var rule = new AttentionRule(options, x.Q.size(2), slope, biases, ((bias?.size(1) ?? 1) + 1) / 2);
        var shape = new AttentionShape(0, x.Q.size(0), x.Q.size(1), x.K.size(1), x.Q.size(2), null, null, rule);
        new CascadeAttention<T>(
            shape,
            x.Rows<T>(),
            new(output),
            TensorMemory.Pointer<long>(positions),
            TensorMemory.Pointer<KeyRun>(runs),
            runs.size(0)
        ).Run();
    }

    private static void Check(Tensor q, Tensor keys, Tensor positions, Tensor runs, Tensor? bias)
    {
        if (positions.numel() != q.size(0))
            throw new ArgumentException($"there are {positions.numel()} positions for {q.size(0)} queries");
        if (runs.dim() != 2 || runs.size(1) != 5)
            throw new ArgumentException($"runs must be [runs, 5], not {AttentionChecks.Of(runs)}");
        var at = TensorMemory.Pointer<KeyRun>(runs);
        for (var r = 0L; r < runs.size(0); r++)
        {
            var run = at[r];
            if (run.FirstQuery < 0 || run.Queries < 0 || run.FirstQuery + run.Queries > q.size(0))
                throw new ArgumentException($"run {r} has queries {run.FirstQuery} to {run.FirstQuery + run.Queries} of {q.size(0)}");
            if (run.FirstRow < 0 || run.Keys < 0 || run.FirstRow + run.Keys > keys.size(0))
                throw new ArgumentException($"run {r} has keys {run.FirstRow} to {run.FirstRow + run.Keys} of {keys.size(0)}");
            if (bias is not null)
                Reach(run, TensorMemory.Pointer<long>(positions), (bias.size(1) + 1) / 2);
        }
    }

    private static void Reach(KeyRun run, long* positions, long radius)
    {
        for (var i = run.FirstQuery; i < run.FirstQuery + run.Queries; i++)
            if (positions[i] - run.Position >= radius || run.Position + run.Keys - 1 - positions[i] >= radius)
                throw new ArgumentException(
                    $"RelativeBias reaches distance {radius - 1}, a query at {positions[i]} has {run.Keys} keys from {run.Position} on"
                );
    }

    private static Tensor? Plain(Tensor? tensor) => tensor?.to_type(ScalarType.Float32).contiguous();
}
