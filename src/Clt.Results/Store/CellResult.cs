using System.Text.Json.Serialization;
using Clt.Formats.Files;

namespace Clt.Results.Store;

/// <summary>What a finished cell gave: the content of <c>results.json</c>.</summary>
/// <param name="Schema">Version of this record.</param>
/// <param name="Cell">The cell's name.</param>
/// <param name="Kind">What it made.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Weights">Hash of the weights that were measured; empty for a tokenizer.</param>
/// <param name="Facts">Numbers about the run: steps, tokens, losses, rates, seconds.</param>
/// <param name="Scores">Scores by language and metric; none for a tokenizer or base.</param>
/// <param name="Checksum">SHA-256 of this record without the checksum.</param>
public sealed record CellResult(
    int Schema,
    string Cell,
    CellKind Kind,
    long Seed,
    string Weights,
    IReadOnlyDictionary<string, double> Facts,
    IReadOnlyList<ScoreRecord> Scores,
    string Checksum = ""
)
{
    public const int CurrentSchema = 1;

    /// <summary>
    /// Held-out losses, and scores where they were measured, along training; null for a base, and for results that were stored before this
    /// was.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CoursePoint>? Course { get; init; }

    /// <summary>What was asked, for comparisons; null where nothing was measured, and in older results.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AskedTask? Asked { get; init; }

    /// <summary>Examples, test items and exemplars that were cut, left out or split, being too long; null where there were none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OverlongPart>? Overlong { get; init; }

    /// <summary>
    /// What the files that it left must be, by their paths from the cell's folder: model, tokenizer, answers, predictions. They are held
    /// against it before they are loaded; null in results that were stored before this was.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, FileSum>? Files { get; init; }
}
