using System.Text;
using System.Text.Json;
using Clt.Formats.Files;

namespace Clt.Results.Store;

/// <summary>
/// <c>history.jsonl</c>: every result that a study ever had, a line a cell, appended and never changed. It outlives the cells' folders and
/// changes of the recipe.
/// </summary>
public static class ResultHistory
{
    /// <summary>
    /// Appends the runs whose cells it does not hold yet. A line that a kill cut short is ended, and its cell appended again.
    /// </summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public static void Append(string file, IEnumerable<MeasuredRun> runs)
    {
        var known = Read(file).Select(Name).ToHashSet(StringComparer.Ordinal);
        var lines = new StringBuilder();
        if (File.Exists(file) && EndsInside(file))
            lines.Append('\n');
        foreach (var run in runs.Where(r => known.Add(Name(r))))
            lines.Append(Seal.CloseLine(JsonSerializer.Serialize(run, ResultJson.Default.MeasuredRun))).Append('\n');
        if (lines.Length > 1)
            File.AppendAllText(file, lines.ToString());
    }

    /// <summary>The runs, oldest first; lines that are cut short, damaged, or of other versions are left out.</summary>
    public static IReadOnlyList<MeasuredRun> Read(string file) =>
        File.Exists(file) ? [.. File.ReadLines(file).Select(Run).OfType<MeasuredRun>()] : [];

    /// <summary>The cell, and which layer and probe of it.</summary>
    private static string Name(MeasuredRun run) =>
        string.Join('\n', AxisInfo.OfStates.Select(a => run.Axes.GetValueOrDefault(a)).Prepend(run.Result.Cell).Append($"{run.Probe}"));

    private static MeasuredRun? Run(string line)
    {
        if (Seal.State(line) == SealState.Broken)
            return null;
        try
        {
            var run = JsonSerializer.Deserialize(line, ResultJson.Default.MeasuredRun);
            return run is { Axes: not null, Result.Schema: CellResult.CurrentSchema } && CellFolder.HoldsOrHasNone(run.Result) ? run : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool EndsInside(string file)
    {
        using var stream = File.OpenRead(file);
        if (stream.Length == 0)
            return false;
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() != '\n';
    }
}
