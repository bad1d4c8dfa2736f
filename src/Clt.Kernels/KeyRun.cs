using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>A run of cached keys that a run of queries looks at, as far as the mask allows.</summary>
/// <param name="FirstQuery">Place of the first query.</param>
/// <param name="Queries">How many, beside each other.</param>
/// <param name="FirstRow">The first key's row in the cache.</param>
/// <param name="Keys">How many, beside each other.</param>
/// <param name="Position">The first key's position in its sequence.</param>
public readonly record struct KeyRun(long FirstQuery, long Queries, long FirstRow, long Keys, long Position)
{
    /// <summary>[runs, 5], int64: what <see cref="Ops.CascadeAttention"/> takes.</summary>
    public static Tensor Table(IReadOnlyList<KeyRun> runs)
    {
        var numbers = new long[runs.Count * 5];
        for (var i = 0; i < runs.Count; i++)
            (numbers[5 * i], numbers[5 * i + 1], numbers[5 * i + 2], numbers[5 * i + 3], numbers[5 * i + 4]) = runs[i];
        return tensor(numbers, [runs.Count, 5]);
    }
}
