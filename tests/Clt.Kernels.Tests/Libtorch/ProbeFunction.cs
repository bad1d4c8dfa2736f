using Clt.Kernels.Libtorch;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests.Libtorch;

/// <summary>y = 2 a + 3 b, and a number that is never differentiated; what happens in its backward pass is given.</summary>
internal sealed class ProbeFunction : AutogradFunction
{
    private readonly List<bool> _wanted = [];

    /// <summary>Called in the backward pass with what was saved and with the gradients.</summary>
    internal Action<Tensor?[], Tensor?[]> InBackward { get; init; } = (_, _) => { };

    /// <summary>Floats that are made and saved besides the inputs.</summary>
    internal long Extra { get; init; }

    internal int Releases { get; private set; }

    /// <summary>For each input, as the backward pass saw it.</summary>
    internal IReadOnlyList<bool> Wanted => _wanted;

    protected override IReadOnlyList<int> Constant => [1];

    protected override Tensor[] Forward(Tensor?[] inputs)
    {
        using var extra = ones(Extra);
        Save([.. inputs, extra]);
        using var scope = NewDisposeScope();
        var y = inputs[0]! * 2;
        if (inputs[1] is { } b)
            y += b * 3;
        return [y.MoveToOuterDisposeScope(), ones(1).MoveToOuterDisposeScope()];
    }

    protected override Tensor?[] Backward(Tensor?[] saved, Tensor?[] gradients)
    {
        InBackward(saved, gradients);
        _wanted.AddRange([Wants(0), Wants(1)]);
        return [gradients[0]! * 2, gradients[0]! * 3];
    }

    protected override void Released() => Releases++;
}
