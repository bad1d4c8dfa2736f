using Clt.Engine.Parameters;

namespace Clt.Engine.Export;

/// <summary>How a model is written for others to read.</summary>
public sealed record ExportSettings
{
    /// <summary>What the weights are written in; null for the model's own.</summary>
    public Dtype? Dtype { get; init; }

    /// <summary>Most bytes of a file of weights; a larger model is written in shards. A tensor larger than this has a file of its own.</summary>
    public long ShardBytes { get; init; } = 5_000_000_000;

    /// <summary>A folder whose tokenizer and chat template are copied, or null for none.</summary>
    public string? TokenizerFolder { get; init; }
}
