using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd.Attention;

/// <summary>Refuses arguments that would make a kernel read or write outside its tensors.</summary>
internal static unsafe class AttentionChecks
{
    private const long WidestHead = 1024;

    /// <exception cref="ArgumentException">Shapes or element types do not fit each other.</exception>
    internal static void Heads(Tensor q, Tensor k, Tensor v)
    {
        if (q.dim() != 3 || k.dim() != 3 || v.dim() != 3)
            throw new ArgumentException($"queries {Of(q)}, keys {Of(k)} and values {Of(v)} must be [tokens, heads, width]");
        if (!k.shape.SequenceEqual(v.shape) || q.size(2) != k.size(2))
            throw new ArgumentException($"queries {Of(q)}, keys {Of(k)} and values {Of(v)} do not fit each other");
        if (!Alike(q, k) || !Alike(q, v))
            throw new ArgumentException($"queries are {Kind(q)}, keys {Kind(k)} and values {Kind(v)}: they must be alike");
        Heads(q.size(1), k.size(1), q.size(2));
    }

    internal static void Heads(long heads, long kvHeads, long width)
    {
        if (kvHeads < 1 || heads % kvHeads != 0)
            throw new ArgumentException($"{heads} query heads cannot share {kvHeads} key heads");
        if (width is < 1 or > WidestHead)
            throw new ArgumentException($"the head width is {width}, not 1 to {WidestHead}");
    }

    /// <exception cref="ArgumentException">Sequences, positions or biases reach outside.</exception>
    internal static void Fit(AttentionInputs inputs, long queries, long keys, long heads, long width, Tensor? bias)
    {
        Starts(inputs.QueryStarts, queries, "cuSeqlens");
        Starts(inputs.KeyStarts, keys, "cuSeqlensKeys");
        if (inputs.QueryStarts.size(0) != inputs.KeyStarts.size(0))
            throw new ArgumentException($"starts of queries {Of(inputs.QueryStarts)} and of keys {Of(inputs.KeyStarts)} differ in number");
        Slopes(inputs.Slopes, heads);
        if (inputs.Cos is not null)
            Positions(inputs, queries, width);
        if (bias is not null)
            Bias(bias, heads, inputs.KeyStarts);
    }

    internal static void Slopes(Tensor? slopes, long heads)
    {
        if (slopes is not null && slopes.numel() != heads)
            throw new ArgumentException($"AlibiSlopes has {slopes.numel()} entries for {heads} heads");
    }

    internal static void Bias(Tensor bias, long heads)
    {
        if (bias.dim() != 2 || bias.size(0) != heads || bias.size(1) % 2 != 1)
            throw new ArgumentException($"RelativeBias must be [{heads} heads, an odd number], not {Of(bias)}");
    }

    internal static string Of(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";

    internal static bool Alike(Tensor a, Tensor b) => a.dtype == b.dtype && a.device_type == b.device_type;

    private static string Kind(Tensor tensor) => $"{tensor.dtype} on {tensor.device}";

    private static void Bias(Tensor bias, long heads, Tensor keyStarts)
    {
        Bias(bias, heads);
        long radius = (bias.size(1) + 1) / 2;
        var starts = TensorMemory.Pointer<int>(keyStarts);
        for (var i = 0L; i + 1 < keyStarts.size(0); i++)
            if (starts[i + 1] - starts[i] > radius)
                throw new ArgumentException($"RelativeBias reaches distance {radius - 1}, a sequence has {starts[i + 1] - starts[i]} keys");
    }

    private static void Starts(Tensor starts, long tokens, string name)
    {
        if (starts.dim() != 1 || starts.size(0) < 1)
            throw new ArgumentException($"{name} must be [sequences + 1], not {Of(starts)}");
        var at = TensorMemory.Pointer<int>(starts);
        if (at[0] != 0)
            throw new ArgumentException($"{name} must begin with 0, not {at[0]}");
        for (var i = 1L; i < starts.size(0); i++)
            if (at[i] < at[i - 1] || at[i] > tokens)
                throw new ArgumentException($"{name}[{i}] = {at[i]} is outside {at[i - 1]} .. {tokens}");
    }

    private static void Positions(AttentionInputs inputs, long tokens, long width)
    {
        Tensor cos = inputs.Cos!,
            sin = inputs.Sin!;
        if (cos.dim() != 2 || !cos.shape.SequenceEqual(sin.shape) || 2 * cos.size(1) > width)
            throw new ArgumentException($"tables of cosines {Of(cos)} and sines {Of(sin)} do not fit a head width of {width}");
        if (inputs.Positions is not { } positions || positions.numel() != tokens)
            throw new ArgumentException($"rotary tables need a position for each of {tokens} tokens");
        var at = TensorMemory.Pointer<long>(positions);
        for (var i = 0L; i < tokens; i++)
            if (at[i] < 0 || at[i] >= cos.size(0))
                throw new ArgumentException($"position {at[i]} is outside the rotary table of {cos.size(0)}");
    }
}
