using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>What an attention layer does between scores and weights, in this order: scale, soft cap, biases, mask, softmax.</summary>
public sealed record AttentionOptions
{
    /// <summary>A query sees no later key. Queries are aligned with the last keys where there are fewer of them.</summary>
    public bool Causal { get; init; } = true;

    /// <summary>Multiplies the scores; null is 1/√(head width).</summary>
    public double? Scale { get; init; }

    /// <summary>A query sees keys less than this far away, itself counted (Mistral's sliding window); 0 is no window.</summary>
    public int Window { get; init; }

    /// <summary>Scores become cap · tanh(score / cap) (Gemma 2); 0 is none.</summary>
    public double SoftCap { get; init; }

    /// <summary>[heads]: slope · (key place − query place) is added to the scores (ALiBi). Not differentiated.</summary>
    public Tensor? AlibiSlopes { get; init; }

    /// <summary>
    /// [heads, 2R − 1]: column R − 1 + (key place − query place) is added to the scores (T5's table after bucketing).
    /// R is at least the longest sequence's number of keys. Differentiated.
    /// </summary>
    public Tensor? RelativeBias { get; init; }

    /// <summary>The scale for a head of the given width.</summary>
    public double ScaleFor(long width) => Scale ?? 1.0 / Math.Sqrt(width);
}
