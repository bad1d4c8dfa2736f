using Clt.Kernels.Libtorch;
using static TorchSharp.torch;

namespace Clt.Engine.Parameters;

/// <summary>
/// Marks between blocks, by which a backward pass says that it has left a block: the gradients of the block's matrices, and of all that
/// stands behind it, are then complete. None are made until somebody listens.
/// </summary>
/// <remarks>
/// A backward pass takes of all nodes that are ready the one made last, so every node made after a mark comes before it. A model that runs
/// several times in one graph leaves a block when it has left it as often as it came.
/// </remarks>
internal sealed class BlockMarks
{
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>Told the name of a block that the backward pass has left; null where nobody listens.</summary>
    public Action<string>? Left { get; set; }

    /// <summary>Marks what a block is given.</summary>
    /// <param name="block">The block's name, with which those of its parameters begin.</param>
    /// <param name="normed">[N, D].</param>
    /// <param name="residual">[N, D], the same object where there is no norm.</param>
    /// <returns>The same values, in the same order.</returns>
    public (Tensor Normed, Tensor Residual) Enter(string block, Tensor normed, Tensor residual)
    {
        if (Left is null || !is_grad_enabled() || !residual.requires_grad)
            return (normed, residual);
        _open[block] = _open.GetValueOrDefault(block) + 1;
        if (ReferenceEquals(normed, residual))
        {
            var one = new Mark(this, block).Apply(residual)[0];
            return (one, one);
        }

        var both = new Mark(this, block).Apply(normed, residual);
        return (both[0], both[1]);
    }

    /// <summary>Forgets passes that were never differentiated.</summary>
    public void Forget() => _open.Clear();

    private void Leave(string block)
    {
        if (_open.GetValueOrDefault(block) is var open and > 0 && (_open[block] = open - 1) == 0)
            Left?.Invoke(block);
    }

    /// <summary>The identity, whose backward pass is told.</summary>
    private sealed class Mark(BlockMarks marks, string block) : AutogradFunction
    {
        protected override Tensor[] Forward(Tensor?[] inputs) => [.. inputs.Select(i => i!.alias())];

        protected override Tensor?[] Backward(Tensor?[] saved, Tensor?[] gradients)
        {
            marks.Leave(block);
            return gradients;
        }
    }
}
