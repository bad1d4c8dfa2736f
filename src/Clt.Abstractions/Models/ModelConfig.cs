using System.Collections.ObjectModel;

namespace Clt;

/// <summary>What every model has, whatever its kind.</summary>
public abstract record ModelConfig
{
    /// <summary>Name of the family, such as <c>llama</c>.</summary>
    public required string Family { get; init; }

    /// <summary>Rows of the embedding.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Longest sequence in tokens.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Token put before every sequence, or null.</summary>
    public int? Bos { get; init; }

    /// <summary>
    /// Any of these ends a sequence; may be empty. A <c>generation_config.json</c> has precedence over the <c>config.json</c>.
    /// </summary>
    public IReadOnlyList<int> Eos { get; init; } = [];

    /// <summary>Whether the head shares the embedding's weights.</summary>
    public bool TiedHead { get; init; }

    /// <summary>Standard deviation of fresh weights.</summary>
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>
    /// The engine's tensor names (see <see cref="TensorNames"/>) to those in the family's files; <c>{i}</c> stands for the layer.
    /// </summary>
    public required IReadOnlyDictionary<string, string> WeightNames { get; init; }

    /// <summary>The files' names may lack or have this beginning: those saved from the body alone lack it; empty for none.</summary>
    public string OptionalPrefix { get; init; } = "";

    /// <summary>Endings of tensor names in older files to those of today.</summary>
    public IReadOnlyDictionary<string, string> OlderEndings { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Tensors with these endings are buffers that need not be read.</summary>
    public IReadOnlyList<string> IgnoredTensors { get; init; } = [];

    /// <summary>
    /// Tensors with these beginnings belong to other heads of the family: where this model has no place for them they are left out, and
    /// listed.
    /// </summary>
    public IReadOnlyList<string> OtherHeads { get; init; } = [];

    /// <summary>The <c>config.json</c> it came from, written again when the model is saved.</summary>
    public required string Json { get; init; }

    /// <summary>The <c>generation_config.json</c> beside it, or null.</summary>
    public string? GenerationJson { get; init; }
}
