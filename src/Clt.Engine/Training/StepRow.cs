using System.Text.Json.Serialization;

namespace Clt.Engine.Training;

/// <summary>One optimiser step in <c>log.jsonl</c>.</summary>
public sealed record StepRow
{
    /// <summary>From 1.</summary>
    [JsonPropertyName("step")]
    public required int Step { get; init; }

    /// <summary>Sum over the step's target tokens, divided by their number (nats): what was differentiated.</summary>
    [JsonPropertyName("loss")]
    public required double Loss { get; init; }

    /// <summary>Target tokens of this step.</summary>
    [JsonPropertyName("target_tokens")]
    public required int TargetTokens { get; init; }

    /// <summary>Tokens so far, prompts included.</summary>
    [JsonPropertyName("tokens")]
    public required long Tokens { get; init; }

    /// <summary>L2 norm of all gradients before clipping.</summary>
    [JsonPropertyName("grad_norm")]
    public required double GradientNorm { get; init; }

    /// <summary>The rate this step used.</summary>
    [JsonPropertyName("lr")]
    public required double LearningRate { get; init; }

    /// <summary>Mean loss of a validation token after this step, where it was measured.</summary>
    [JsonPropertyName("validation_loss")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValidationLoss { get; init; }

    /// <summary>The same of each language, by its code.</summary>
    [JsonPropertyName("validation_by_language")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? ValidationByLanguage { get; init; }

    /// <summary>What the job's own evaluation gave after this step, by name.</summary>
    [JsonPropertyName("evaluation")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? Evaluation { get; init; }

    /// <summary>This step's tokens, by language and task: <c>eng_Latn/number-arithmetic</c>.</summary>
    [JsonPropertyName("tokens_by")]
    public IReadOnlyDictionary<string, int> TokensBy { get; init; } = new Dictionary<string, int>();

    /// <summary>
    /// MFU, model FLOPs utilisation (Chowdhery et al. 2022): operations of the weights' products, as a share of what the machine's matrix
    /// product does, which is what can be reached here; null where that is not known.
    /// </summary>
    [JsonPropertyName("mfu")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Mfu { get; init; }

    /// <summary>Memory of the process after this step, in MB.</summary>
    [JsonPropertyName("memory_mb")]
    public double MemoryMb { get; init; }

    [JsonPropertyName("tokens_per_second")]
    public required double TokensPerSecond { get; init; }

    /// <summary>Seconds of this step, without validation and checkpoints.</summary>
    [JsonPropertyName("seconds")]
    public required double Seconds { get; init; }
}
