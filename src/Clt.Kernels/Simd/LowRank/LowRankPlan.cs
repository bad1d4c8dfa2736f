using static TorchSharp.torch;

namespace Clt.Kernels.Simd.LowRank;

/// <summary>
/// Where the parts of a low-rank linear layer lie in its outputs and in the middle, [N, Middle], whose columns are in whole vectors.
/// </summary>
internal sealed class LowRankPlan
{
    private LowRankPlan(IReadOnlyList<Part> parts, long middle) => (Parts, Middle) = (parts, middle);

    internal IReadOnlyList<Part> Parts { get; }

    internal long Middle { get; }

    /// <summary>Checks the parts, and lays them out.</summary>
    /// <param name="width">The layer's inputs.</param>
    /// <param name="outputs">The layer's outputs.</param>
    /// <exception cref="ArgumentException">A matrix does not fit.</exception>
    internal static LowRankPlan Of(long width, long outputs, IReadOnlyList<LowRankPart> given)
    {
        List<Part> parts = [];
        var middle = 0L;
        foreach (var (start, a, b, scale) in given)
        {
            if (!Takes(a) || !Takes(b))
                throw new ArgumentException($"adapters are matrices of fp32 on the CPU, not {Arguments.Kind(a)} and {Arguments.Kind(b)}");
            if (a.size(0) != b.size(1) || a.size(1) != width)
                throw new ArgumentException($"A {Arguments.Shape(a)} and B {Arguments.Shape(b)} do not fit a layer of {width} inputs");
            if (start < 0 || start + b.size(0) > outputs)
                throw new ArgumentException($"the part of {b.size(0)} outputs from {start} on reaches outside of {outputs}");
            if (width % Lanes.Count != 0 || b.size(0) % Lanes.Count != 0)
                throw new ArgumentException($"sizes {width} and {b.size(0)} are no multiples of {Lanes.Count}");
            parts.Add(new Part(start, b.size(0), a.size(0), middle, scale));
            middle += parts[^1].Room;
        }

        return new LowRankPlan(parts, middle);
    }

    private static bool Takes(Tensor matrix) =>
        matrix.dim() == 2 && matrix.dtype == ScalarType.Float32 && matrix.device_type == TorchSharp.DeviceType.CPU;

    /// <param name="Start">The first of its outputs.</param>
    /// <param name="Columns">Its outputs.</param>
    /// <param name="At">Its first column of the middle.</param>
    internal sealed record Part(long Start, long Columns, long Rank, long At, double Scale)
    {
        /// <summary>Columns of the middle.</summary>
        internal long Room => Lanes.RoundUp(Rank);
    }
}
