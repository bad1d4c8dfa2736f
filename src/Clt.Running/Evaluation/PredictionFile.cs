using System.Text.Encodings.Web;
using System.Text.Json;
using Clt.Formats.Files;
using Clt.Results.Store;

namespace Clt.Running.Evaluation;

/// <summary>Predictions of a language, a line an item, appended as they come. What is there already is not made again.</summary>
internal sealed class PredictionFile(string path)
{
    /// <summary>Letters of all scripts as they are: people read these files.</summary>
    private static readonly ResultJson Json = new(
        new JsonSerializerOptions(ResultJson.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = null,
        }
    );

    /// <summary>
    /// The prediction of each of these items that is there, else null; a line that is broken or strange, or whose checksum does not hold,
    /// ends them.
    /// </summary>
    public PredictionLine?[] Read(IReadOnlyList<Example> items)
    {
        var lines = new PredictionLine?[items.Count];
        if (!File.Exists(path))
            return lines;
        var places = Enumerable.Range(0, items.Count).ToLookup(i => items[i].ItemId, StringComparer.Ordinal);
        foreach (var text in File.ReadLines(path))
        {
            // One without a checksum is of an older build: it is asked again.
            var line = Seal.State(text) == SealState.Holds ? Parse(text) : null;
            var free = line is null ? [] : places[line.Item].Where(i => lines[i] is null).Take(1).ToArray();
            if (free.Length == 0)
                break;
            lines[free[0]] = line;
        }

        return lines;
    }

    /// <summary>Makes the file hold just these lines, at once.</summary>
    public void Write(IReadOnlyList<PredictionLine> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.WriteText(path, string.Concat(lines.Select(l => Text(l) + "\n")));
    }

    /// <summary>Appends a line and hands it to the operating system.</summary>
    public void Append(PredictionLine line) => File.AppendAllText(path, Text(line) + "\n");

    /// <summary>A line, or null where it is cut short or damaged.</summary>
    public static PredictionLine? Parse(string text)
    {
        if (Seal.State(text) == SealState.Broken)
            return null;
        try
        {
            return JsonSerializer.Deserialize(text, ResultJson.Default.PredictionLine);
        }
        catch (JsonException)
        {
            // Cut short by a kill.
            return null;
        }
    }

    private static string Text(PredictionLine line) => Seal.CloseLine(JsonSerializer.Serialize(line, Json.PredictionLine));
}
