using System.Text.Json;
using Clt.Formats.Files;

namespace Clt.Results.Store;

/// <summary>
/// A model's answers to a part of a task's items: <c>answers/train.jsonl</c> in a cell's folder, a <see cref="PredictionLine"/> each.
/// </summary>
internal static class AnswersFile
{
    public static string Of(string cell, Split split) => Path.Combine(cell, "answers", $"{split.ToString().ToLowerInvariant()}.jsonl");

    /// <summary>The answers by item.</summary>
    /// <exception cref="InputException">They are not there, or damaged.</exception>
    public static IReadOnlyDictionary<string, PredictionLine> Read(string cell, Split split)
    {
        var file = Of(cell, split);
        try
        {
            return File.ReadLines(file).Select(Line).DistinctBy(l => l.Item).ToDictionary(l => l.Item, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new InputException(
                $"the answers cannot be read ({e.Message})",
                file,
                "Run the recipe again: they are asked for again.",
                e
            );
        }
    }

    private static PredictionLine Line(string text) =>
        Seal.State(text) == SealState.Broken
            ? throw new JsonException("the checksum of a line does not hold")
            : JsonSerializer.Deserialize(text, ResultJson.Default.PredictionLine)!;
}
