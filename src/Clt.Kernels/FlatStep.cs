using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>What one step of any optimiser over a flat buffer is given.</summary>
/// <param name="Parameters">The flat buffer, fp32, contiguous; updated in place.</param>
/// <param name="Ranges">Which parts are trained, and how.</param>
/// <param name="Gradient">Shaped as the parameters; some optimisers use its content up.</param>
/// <param name="Rate">Learning rate.</param>
/// <param name="ClipFactor">Multiplies the gradient.</param>
/// <param name="ClearGradient">Leave zeros in the gradient's trained parts.</param>
/// <param name="Mirror">A bf16 copy of the parameters to bring up to date, or null.</param>
public readonly record struct FlatStep(
    Tensor Parameters,
    IReadOnlyList<FlatRange> Ranges,
    Tensor Gradient,
    double Rate,
    double ClipFactor,
    bool ClearGradient,
    Tensor? Mirror
)
{
    /// <exception cref="ArgumentException">A tensor's length, type or device do not fit, or a range reaches outside the buffer.</exception>
    internal void Check(params ReadOnlySpan<(Tensor? Tensor, string Name)> states)
    {
        CheckBuffer(Parameters, "the parameters");
        CheckBuffer(Gradient, "the gradient");
        foreach (var (tensor, name) in states)
            if (tensor is not null)
                CheckBuffer(tensor, name);
        var count = Parameters.NumberOfElements;
        if (Mirror is not null && (Mirror.dtype != ScalarType.BFloat16 || !Mirror.is_contiguous() || Mirror.NumberOfElements != count))
            throw new ArgumentException($"the mirror must be a contiguous bf16 buffer of {count}");
        if (Ranges.Any(r => r.Start < 0 || r.Length < 0 || r.Start + r.Length > count))
            throw new ArgumentException("a range reaches outside the buffer");
    }

    private void CheckBuffer(Tensor tensor, string name) => CheckBuffer(tensor, Parameters.NumberOfElements, name);

    /// <exception cref="ArgumentException">It is no contiguous fp32 buffer of so many elements on the CPU.</exception>
    internal static void CheckBuffer(Tensor tensor, long count, string name)
    {
        var isFlat = tensor.device_type == DeviceType.CPU && tensor.dtype == ScalarType.Float32 && tensor.is_contiguous();
        if (!isFlat || tensor.NumberOfElements != count)
        {
            var found = $"{tensor.dtype} [{string.Join(", ", tensor.shape)}] on {tensor.device}";
            throw new ArgumentException($"{name} must be a contiguous fp32 buffer of {count} on the CPU, not {found}");
        }
    }
}
