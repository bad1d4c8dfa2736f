using System.Text.Json.Serialization;

namespace Clt.Results.Store;

/// <summary>A line of <c>predictions/&lt;language&gt;.jsonl</c>.</summary>
/// <param name="Item">The item.</param>
/// <param name="Prompt">What the model was asked.</param>
/// <param name="Output">What it said.</param>
/// <param name="References">Gold answers.</param>
/// <param name="LogLikelihood">Where the task measures it.</param>
/// <param name="Tokens">Tokens generated or scored.</param>
public sealed record PredictionLine(
    string Item,
    string Prompt,
    string Output,
    IReadOnlyList<string> References,
    double? LogLikelihood,
    int Tokens
)
{
    /// <summary>The options of a multiple-choice item with their scores; null, and not in the file, for other tasks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ScoredChoice>? Choices { get; init; }

    /// <summary>The stage whose model said it; null where the study has no stage of a name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Stage { get; init; }

    /// <summary>
    /// Geometric mean of the probabilities of the tokens written, from 0 to 1; null where nothing was written, or it is not known.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Confidence { get; init; }

    /// <summary>
    /// Soft labels: the most probable labels with their probabilities, of the label or of each tag; null where none are kept.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyDictionary<string, double>>? SoftLabels { get; init; }

    /// <summary>What metrics see of it.</summary>
    public Prediction Of(Language language) =>
        new(Item, language, Prompt, Output, References, LogLikelihood, Tokens) { Choices = Choices ?? [] };
}
