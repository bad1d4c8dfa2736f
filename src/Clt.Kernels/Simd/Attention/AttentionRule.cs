namespace Clt.Kernels.Simd.Attention;

/// <summary>What happens between scores and weights, as <see cref="AttentionOptions"/> has it, with tables as plain memory.</summary>
/// <param name="options">Mask, soft cap and scale.</param>
/// <param name="width">The head width.</param>
/// <param name="slopes">ALiBi, [heads], or null.</param>
/// <param name="bias">Relative bias [heads, 2 · radius − 1], or null.</param>
/// <param name="radius">The distance from which the relative bias ends; 1 without.</param>
internal readonly unsafe struct AttentionRule(AttentionOptions options, long width, float* slopes, float* bias, long radius)
{
    internal readonly float Scale = (float)options.ScaleFor(width);
    internal readonly float SoftCap = (float)options.SoftCap;
    internal readonly long Window = options.Window;
    internal readonly bool Causal = options.Causal;
    internal readonly float* Slopes = slopes;

    /// <summary>Numbers in a row of the relative bias.</summary>
    internal readonly long Span = 2 * radius - 1;

    /// <summary>Entry [head · Span + distance]: distance 0 stands in the middle of a row.</summary>
    internal readonly float* Bias = bias == null ? null : bias + radius - 1;
}
