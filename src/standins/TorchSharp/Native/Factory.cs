using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>The factories behind torch's many overloads; null types and devices mean torch's defaults.</summary>
internal static class Factory
{
    internal static Tensor Zeros(ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null) =>
        Made("zeros", size, dtype, device, requiresGrad, names);

    internal static Tensor Ones(ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null) =>
        Made("ones", size, dtype, device, requiresGrad, names);

    internal static Tensor Empty(ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null) =>
        Made("empty.memory_format", size, dtype, device, requiresGrad, names);

    internal static Tensor Full(
        ReadOnlySpan<long> size, Scalar value, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null)
    {
        NoNames(names);
        var type = dtype ?? TypeOf(value);
        return Finish(Op.Call("full", size.ToArray(), value, type, Arg.Default, device ?? get_default_device()), requiresGrad);
    }

    internal static Tensor Rand(
        ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requiresGrad, Generator? generator, string[]? names = null) =>
        Random("rand.generator", size, dtype, device, requiresGrad, generator, names);

    internal static Tensor Randn(
        ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requiresGrad, Generator? generator, string[]? names = null) =>
        Random("randn.generator", size, dtype, device, requiresGrad, generator, names);

    internal static Tensor RandInt(
        long low, long high, ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requiresGrad, Generator? generator,
        string[]? names = null)
    {
        NoNames(names);
        var type = dtype ?? ScalarType.Int64;
        return Finish(
            Op.Call("randint.low_generator", low, high, size.ToArray(), generator, type, Arg.Default, device ?? get_default_device()),
            requiresGrad);
    }

    internal static Tensor Arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype, Device? device, bool requiresGrad)
    {
        bool real = new[] { start, stop, step }.Any(s => is_floating_point(s.Type));
        var type = dtype ?? (real ? get_default_dtype() : ScalarType.Int64);
        return Finish(Op.Call("arange.start_step", start, stop, step, type, Arg.Default, device ?? get_default_device()), requiresGrad);
    }

    /// <summary>Sets the gradient flag of a fresh tensor.</summary>
    internal static Tensor Finish(Tensor tensor, bool requiresGrad)
    {
        if (requiresGrad)
            tensor.requires_grad = true;
        return tensor;
    }

    /// <summary>Dimension names are a part of the package that this project does not use.</summary>
    internal static void NoNames(string[]? names)
    {
        if (names is { Length: > 0 })
            throw new NotSupportedException("named dimensions are not supported by this stand-in for TorchSharp");
    }

    private static Tensor Made(string op, ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names)
    {
        NoNames(names);
        var tensor = Op.Call(op, size.ToArray(), dtype ?? get_default_dtype(), Arg.Default, device ?? get_default_device());
        return Finish(tensor, requiresGrad);
    }

    private static Tensor Random(
        string op, ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requiresGrad, Generator? generator, string[]? names)
    {
        NoNames(names);
        var type = dtype ?? get_default_dtype();
        return Finish(Op.Call(op, size.ToArray(), generator, type, Arg.Default, device ?? get_default_device()), requiresGrad);
    }

    private static ScalarType TypeOf(Scalar value) => value.Type switch
    {
        ScalarType.Bool => ScalarType.Bool,
        var type when is_floating_point(type) => get_default_dtype(),
        _ => ScalarType.Int64,
    };
}
