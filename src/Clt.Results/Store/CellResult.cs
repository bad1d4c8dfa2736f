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
/// <param name="Checksum">
/// SHA-256 of the file without its checksum; null where it is not in a file as it was made, such as a layer of a cell's scores.
/// </param>
public sealed record CellResult(
    int Schema,
    string Cell,
    CellKind Kind,
    long Seed,
    string Weights,
    IReadOnlyDictionary<string, double> Facts,
    IReadOnlyList<ScoreRecord> Scores,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Checksum = null
)
{
    public const int CurrentSchema = 2;

    /// <summary>The version before tables, which is read too: each score had all of its items.</summary>
    internal const int OldestSchema = 1;

    /// <summary>Of the file that holds this, where it is written; null else.</summary>
    [JsonInclude, JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal ScoreTables? Tables { get; init; }

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
    /// Weights of other cells that were loaded to measure it, by the cells that trained them: adapters under its own, those of the
    /// languages whose items they answer, and languages' own parts. Null where there were none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Loaded { get; init; }

    /// <summary>
    /// What the files that it left must be, by their paths from the cell's folder: model, tokenizer, answers, predictions. They are held
    /// against it before they are loaded; null in results that were stored before this was.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, FileSum>? Files { get; init; }
}
