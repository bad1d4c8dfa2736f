using System.Diagnostics.CodeAnalysis;

namespace Clt;

/// <summary>Sizes and variants of a stack of transformer blocks. The defaults are Llama's; a family says in what it differs.</summary>
public abstract record TransformerConfig : ModelConfig
{
    /// <summary>Width D of the hidden states.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Blocks.</summary>
    public required int Layers { get; init; }

    /// <summary>Query heads H.</summary>
    public required int Heads { get; init; }

    /// <summary>Heads of keys and values; divides <see cref="Heads"/> (grouped-query attention).</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Size of a head; even where positions are rotary.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Width F inside the feed-forward layer.</summary>
    public required int IntermediateSize { get; init; }

    public required double NormEpsilon { get; init; }

    public NormKind Norm { get; init; }

    /// <summary>Biases of norms; only with <see cref="NormKind.Layer"/>.</summary>
    public bool NormBias { get; init; }

    /// <summary>Added to the norms' weights: 1 for Gemma.</summary>
    public double NormOffset { get; init; }

    /// <summary>Norms of the input of attention and feed-forward.</summary>
    public bool PreNorms { get; init; } = true;

    /// <summary>Norms of the output of attention and feed-forward, before they are added to the residual stream.</summary>
    public bool PostNorms { get; init; }

    /// <summary>
    /// Norms of the sum of the residual stream and the output of attention or feed-forward: the stream itself is normalised (BERT).
    /// </summary>
    public bool ResidualNorms { get; init; }

    /// <summary>A norm behind the last block.</summary>
    public bool FinalNorm { get; init; } = true;

    /// <summary>Attention and feed-forward read the same normalised input and are added together (Cohere).</summary>
    public bool Parallel { get; init; }

    /// <summary>Rotary positions of every layer; null for none.</summary>
    public required RotaryConfig? Rotary { get; init; }

    /// <summary>Rotary positions of each layer where they differ; null for a layer without. Empty: all have <see cref="Rotary"/>.</summary>
    public IReadOnlyList<RotaryConfig?> LayerRotary { get; init; } = [];

    /// <summary>Added to the embeddings.</summary>
    public PositionEmbedding Positions { get; init; }

    /// <summary>The first token's row in the table of positions.</summary>
    public int PositionOffset { get; init; }

    /// <summary>Kinds of tokens (first and second text of a pair), each with a vector added to its embeddings; 0 for none.</summary>
    public int TokenTypes { get; init; }

    /// <summary>A token sees none after it; else it sees its whole sequence.</summary>
    public bool Causal { get; init; } = true;

    /// <summary>Scores fall linearly with distance (Press et al. 2022).</summary>
    public bool Alibi { get; init; }

    /// <summary>Rows of the learnt table that is added to scores by distance (T5); all layers share it. 0 for none.</summary>
    public int RelativeBuckets { get; init; }

    /// <summary>Distance from which on all share the last bucket; only with <see cref="RelativeBuckets"/>.</summary>
    public int RelativeDistance { get; init; } = 128;

    /// <summary>
    /// Every layer also attends to the states of an encoder, between attention and feed-forward; in an encoder to those of another text,
    /// and only in passes that are given them.
    /// </summary>
    public bool CrossAttention { get; init; }

    /// <summary>Multiplies token embeddings.</summary>
    public double EmbeddingScale { get; init; } = 1;

    /// <summary>A norm between embedding and first block (BLOOM).</summary>
    public bool EmbeddingNorm { get; init; }

    /// <summary>Multiplies attention scores; null for 1/√<see cref="HeadSize"/>.</summary>
    public double? AttentionScale { get; init; }

    /// <summary>Scores become cap · tanh(score / cap); 0 for none.</summary>
    public double AttentionSoftCap { get; init; }

    public ActivationFunction Activation { get; init; } = ActivationFunction.Silu;

    /// <summary>Whether the feed-forward layer multiplies act(gate) with up; else it is act(up).</summary>
    public bool Gated { get; init; } = true;

    /// <summary>Biases on the query, key and value projections.</summary>
    public bool QueryKeyValueBias { get; init; }

    /// <summary>Bias on the attention's output projection.</summary>
    public bool OutputBias { get; init; }

    /// <summary>Biases in the feed-forward layer.</summary>
    public bool FeedForwardBias { get; init; }

    public QueryKeyNorm QueryKeyNorm { get; init; }

    /// <summary>How many tokens back each layer sees, itself included; null for all. Empty: no layer has a window.</summary>
    public IReadOnlyList<int?> Windows { get; init; } = [];

    /// <summary>Files hold layers' matrices as [in, out] instead of [out, in] (GPT-2).</summary>
    public bool TransposedFiles { get; init; }

    /// <summary>
    /// The files' fused projection has query, key and value of the first head, then of the second, … (BLOOM); else all queries first.
    /// </summary>
    public bool InterleavedHeads { get; init; }

    /// <summary>The window of a layer.</summary>
    public int? Window(int layer) => layer < Windows.Count ? Windows[layer] : null;

    /// <summary>The rotary positions of a layer.</summary>
    public RotaryConfig? RotaryOf(int layer) => LayerRotary.Count == 0 ? Rotary : LayerRotary[layer];
}

/// <summary>How hidden states are normalised.</summary>
public enum NormKind
{
    /// <summary>Divided by their root mean square (Zhang and Sennrich 2019).</summary>
    Rms,

    /// <summary>Centred and divided by their standard deviation (Ba et al. 2016).</summary>
    Layer,
}

/// <summary>The non-linearity of a feed-forward layer.</summary>
public enum ActivationFunction
{
    /// <summary>x · sigmoid(x).</summary>
    Silu,

    /// <summary>x · Φ(x), exact.</summary>
    Gelu,

    /// <summary>The tanh approximation of <see cref="Gelu"/>.</summary>
    GeluTanh,

    /// <summary>max(x, 0).</summary>
    Relu,
}

/// <summary>Whether queries and keys are normalised before the rotation, and over what.</summary>
public enum QueryKeyNorm
{
    None,

    /// <summary>Each head by itself, all with the same weights [Dh] (Qwen 3, Gemma 3).</summary>
    SharedByHeads,

    /// <summary>Each head by itself with weights of its own, [H, Dh] (Cohere).</summary>
    PerHead,

    /// <summary>All heads together, with weights [H·Dh] (OLMo 2).</summary>
    Projection,
}

/// <summary>What is added to token embeddings to tell positions.</summary>
public enum PositionEmbedding
{
    None,

    /// <summary>A trained table.</summary>
    Learned,

    /// <summary>Sines in the first half of the width, cosines in the second (fairseq's form of Vaswani et al. 2017).</summary>
    Sinusoidal,
}

/// <summary>
/// One of the two stacks of a <see cref="SequenceToSequenceConfig"/>; its <c>WeightNames</c> are those of its own tensors.
/// </summary>
public sealed record StackConfig : TransformerConfig
{
    public StackConfig() { }

    [SetsRequiredMembers]
    private StackConfig(TransformerConfig whole)
        : base(whole) { }

    /// <summary>A stack with the sizes and variants of a model that is one stack.</summary>
    /// <param name="whole">A decoder or an encoder; its head is no part of the stack.</param>
    public static StackConfig Of(TransformerConfig whole) => new(whole) { Json = "" };
}
