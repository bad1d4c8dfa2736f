using System.Text.Encodings.Web;
using System.Text.Json;

namespace Clt.Studies;

/// <summary>Predictions of a language, a line an item, appended as they come. What is there already is not made again.</summary>
internal sealed class PredictionFile(string path)
{
    /// <summary>Letters of all scripts as they are: people read these files.</summary>
    private static readonly ResultJson Json = new(
        new JsonSerializerOptions(ResultJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = null });

    /// <summary>The predictions that are there for the first of these items, in their order; a broken or strange line ends them.</summary>
    public List<PredictionLine> Read(IReadOnlyList<Example> items)
    {
        var lines = new List<PredictionLine>();
        if (!File.Exists(path)) return lines;
        foreach (var text in File.ReadLines(path))
        {
            PredictionLine? line = null;
            try
            {
                line = JsonSerializer.Deserialize(text, ResultJson.Default.PredictionLine);
            }
            catch (JsonException)
            {
                // Cut short by a kill.
            }

            if (line is null || lines.Count == items.Count || line.Item != items[lines.Count].ItemId) break;
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>Makes the file hold just these lines, if it does not.</summary>
    public void Reset(IReadOnlyList<PredictionLine> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, lines.Select(Text));
    }

    /// <summary>Appends lines and hands them to the operating system.</summary>
    public void Append(IEnumerable<PredictionLine> lines) => File.AppendAllLines(path, lines.Select(Text));

    private static string Text(PredictionLine line) => JsonSerializer.Serialize(line, Json.PredictionLine);
}
