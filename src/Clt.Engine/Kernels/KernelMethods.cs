using System.Runtime.InteropServices;
using Clt.Engine.Optimizers;
using static TorchSharp.torch;

namespace Clt.Engine.Kernels;

/// <summary>Entry points of src/native/kernels. Handles are <c>at::Tensor*</c>; a result is a new handle, 0 on failure.</summary>
internal static unsafe class KernelMethods
{
    private const string Library = KernelLibrary.Name;

    [DllImport(Library)] internal static extern byte* clt_kernels_error();
    [DllImport(Library)] internal static extern long clt_kernels_version();
    [DllImport(Library)] internal static extern void clt_kernels_keep_memory();

    [DllImport(Library)]
    internal static extern nint clt_norm(nint x, nint residual, nint weight, nint bias, sbyte centre, double eps, double offset, nint* total);

    [DllImport(Library)] internal static extern nint clt_rotary(nint x, nint cos, nint sin, nint positions, sbyte interleaved);
    [DllImport(Library)] internal static extern nint clt_gated(nint x, long kind);
    [DllImport(Library)] internal static extern nint clt_embedding(nint weight, nint ids, nint into);

    [DllImport(Library)]
    internal static extern nint clt_low_rank(nint x, nint weight, nint* a, nint* b, long* places, double* scales, long parts);

    [DllImport(Library)]
    internal static extern nint clt_attention(nint q, nint k, nint v, nint queryStarts, nint keyStarts, nint bias, nint slopes,
        double scale, double softCap, long window, sbyte causal);

    [DllImport(Library)]
    internal static extern nint clt_qkv_attention(nint qkv, long heads, long kvHeads, nint cos, nint sin, nint positions,
        sbyte interleaved, nint starts, nint slopes, double scale, double softCap, long window, sbyte causal);

    [DllImport(Library)]
    internal static extern nint clt_cascade_attention(nint q, nint keys, nint values, nint positions, nint runs, nint bias, nint slopes,
        double scale, double softCap, long window, sbyte causal);

    [DllImport(Library)]
    internal static extern nint clt_linear_cross_entropy(nint hidden, nint weight, nint bias, nint targets, double smoothing,
        double softCap, double scale, double z, sbyte weighted, nint into, nint* each);

    [DllImport(Library)]
    internal static extern int clt_adam(NativeStep* step, nint m, nint v, nint greatest, double beta1, double beta2, double eps, long number,
        sbyte coupled, sbyte correct);

    [DllImport(Library)]
    internal static extern int clt_sgd(NativeStep* step, nint buffer, double momentum, double dampening, long number, sbyte nesterov);

    [DllImport(Library)] internal static extern int clt_lion(NativeStep* step, nint buffer, double beta1, double beta2);

    [DllImport(Library)]
    internal static extern int clt_adafactor(NativeStep* step, long* places, nint second, nint first, double decay2, double beta1, double eps1,
        double eps2, double threshold, sbyte scale);

    [DllImport(Library)] internal static extern int clt_square_sum(nint g, double* result);

    [DllImport(Library)]
    internal static extern int clt_recompute(nint* inputs, long inputCount, nint* outputs, long outputCount,
        delegate* unmanaged<nint, nint*, nint*, byte*, long, int> compute, delegate* unmanaged<nint, void> release, nint context);

    internal static nint HandleOf(Tensor? tensor) => tensor?.Handle ?? 0;

    /// <summary>Wraps a result, or throws what the native side said.</summary>
    internal static Tensor Result(nint handle) => handle != 0 ? Tensor.UnsafeCreateTensor(handle) : throw Error();

    internal static ExternalException Error() => new(Marshal.PtrToStringUTF8((nint)clt_kernels_error()));
}
