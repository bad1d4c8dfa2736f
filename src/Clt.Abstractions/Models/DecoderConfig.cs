namespace Clt;

/// <summary>Sizes and variants of a decoder-only transformer with pre-normalised blocks.</summary>
public sealed record DecoderConfig : ModelConfig
{
    /// <summary>Width D of the hidden states.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Blocks.</summary>
    public required int Layers { get; init; }

    /// <summary>Query heads H.</summary>
    public required int Heads { get; init; }

    /// <summary>Heads of keys and values; divides <see cref="Heads"/> (grouped-query attention).</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Size of a head; even.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Width F inside the feed-forward layer.</summary>
    public required int IntermediateSize { get; init; }

    public required double NormEpsilon { get; init; }

    public required RotaryConfig Rotary { get; init; }

    public ActivationFunction Activation { get; init; } = ActivationFunction.Silu;

    /// <summary>Whether the head shares the embedding's weights.</summary>
    public bool TiedHead { get; init; }

    /// <summary>Biases on the query, key and value projections.</summary>
    public bool QueryKeyValueBias { get; init; }

    /// <summary>Bias on the attention's output projection.</summary>
    public bool OutputBias { get; init; }

    /// <summary>Biases in the feed-forward layer.</summary>
    public bool FeedForwardBias { get; init; }

    /// <summary>RMS normalisation of each head's queries and keys before the rotation.</summary>
    public bool QueryKeyNorm { get; init; }

    /// <summary>How many tokens back each layer sees, itself included; null for all. Empty: no layer has a window.</summary>
    public IReadOnlyList<int?> Windows { get; init; } = [];

    /// <summary>The window of a layer.</summary>
    public int? Window(int layer) => layer < Windows.Count ? Windows[layer] : null;
}
