using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Kernels;

/// <summary>
/// The layers' operations, differentiable. Each takes the fused native kernel where the library is there and the tensors are fp32
/// or bf16 on the CPU, else <see cref="Reference"/>, which gives the same numbers slower. Sums inside are taken in an order that
/// does not depend on the number of threads.
/// </summary>
public static partial class Ops
{
    /// <summary>Whether the native library is loaded.</summary>
    public static bool NativeAvailable => KernelLibrary.Why is null;

    /// <summary>Which kernels run and why, in one sentence.</summary>
    public static string Why => KernelLibrary.Why is { } why ? $"composed kernels: {why}" : $"fused kernels from {KernelLibrary.Path}";

    [ThreadStatic]
    private static int composed;

    /// <summary>Runs composed kernels on this thread until the result is disposed: for checking and measuring.</summary>
    public static IDisposable UseReference()
    {
        composed++;
        return new Restore();
    }

    internal static bool IsFused(Tensor x) => Fused(x);

    private static bool Fused(Tensor x) =>
        composed == 0 && NativeAvailable && x.device_type == DeviceType.CPU && (x.dtype is ScalarType.Float32 or ScalarType.BFloat16);

    private static sbyte Flag(bool value) => value ? (sbyte)1 : (sbyte)0;

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
