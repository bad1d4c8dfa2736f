using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd;

/// <summary>Checks of what kernels are given, before any of it is read.</summary>
internal static class Arguments
{
    /// <summary>[2, 3].</summary>
    internal static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";

    /// <summary>[2, 3] of Float32.</summary>
    internal static string Kind(Tensor tensor) => $"{Shape(tensor)} of {tensor.dtype}";

    /// <summary>On the CPU, in fp32 or bf16.</summary>
    internal static bool Supported(Tensor tensor) =>
        tensor.device_type == DeviceType.CPU && tensor.dtype is ScalarType.Float32 or ScalarType.BFloat16;

    /// <summary>Same shape and type.</summary>
    internal static bool Alike(Tensor a, Tensor b) => a.dtype == b.dtype && SameShape(a, b);

    internal static bool SameShape(Tensor a, Tensor b) => a.shape.AsSpan().SequenceEqual(b.shape);
}
