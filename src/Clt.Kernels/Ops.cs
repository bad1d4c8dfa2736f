using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>
/// The layers' operations, differentiable. Each takes the fused kernel in C# for fp32 and bf16 on the CPU, else <see cref="Reference"/>,
/// which gives the same numbers on any device, slower on CPUs. Sums inside fused kernels are taken in an order that does not depend on the
/// number of threads.
/// </summary>
public static partial class Ops
{
    /// <summary>Null where the fused kernels can run on this processor and are not switched off, else what is in the way.</summary>
    public static string? WhyNotFused { get; } = Missing();

    /// <summary>Which kernels run on the CPU and why, in one sentence.</summary>
    public static string Why => WhyNotFused is { } why ? $"composed kernels: {why}" : $"fused kernels for {Vectors}";

    [ThreadStatic]
    private static int composed;

    private static string Vectors => Avx512F.IsSupported ? "AVX-512" : "AVX2";

    /// <summary>Runs composed kernels on this thread until the result is disposed: for checking and measuring.</summary>
    public static IDisposable UseReference()
    {
        composed++;
        return new Restore();
    }

    /// <summary>Whether the fused kernels take tensors of this kind here.</summary>
    public static bool IsFused(Tensor x) =>
        composed == 0 && WhyNotFused is null && x.device_type == DeviceType.CPU && (x.dtype is ScalarType.Float32 or ScalarType.BFloat16);

    private static string? Missing() =>
        Environment.GetEnvironmentVariable("CLT_KERNELS") switch
        {
            "reference" => "CLT_KERNELS=reference asks for them",
            null or "" or "fused" => Avx2.IsSupported && Fma.IsSupported ? null : "this processor has no AVX2",
            var other => throw new InputException($"'{other}' are no kernels", "CLT_KERNELS", "Set it to fused or reference, or unset it."),
        };

    private sealed class Restore : IDisposable
    {
        private bool done;

        public void Dispose()
        {
            composed -= done ? 0 : 1;
            done = true;
        }
    }
}
