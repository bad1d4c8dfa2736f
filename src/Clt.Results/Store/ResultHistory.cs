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
        var known = Lines(file).Select(Name).ToHashSet(StringComparer.Ordinal);
        List<MeasuredRun> added = [.. runs.Where(r => known.Add(Name(r)))];
        if (added.Count == 0)
            return;
        var lines = added.Select(Line);
        File.AppendAllLines(file, File.Exists(file) && EndsInside(file) ? lines.Prepend("") : lines);
    }

    /// <summary>The runs, oldest first; lines that are cut short, damaged, or of other versions are left out.</summary>
    public static IReadOnlyList<MeasuredRun> Read(string file) => [.. Lines(file)];

    /// <summary>One after the other, so that no more than one is in memory.</summary>
    private static IEnumerable<MeasuredRun> Lines(string file) =>
        File.Exists(file) ? File.ReadLines(file).Select(Run).OfType<MeasuredRun>() : [];

    private static string Line(MeasuredRun run)
    {
        var packing = new ScorePacking([run.Result]);
        var form = new ResultJson(PackedJson.Writing(ResultJson.Default.Options, packing)).MeasuredRun;
        return Seal.CloseLine(JsonSerializer.Serialize(run with { Tables = packing.Tables }, form));
    }

    /// <summary>The cell, and which layer and probe of it.</summary>
    private static string Name(MeasuredRun run) =>
        string.Join('\n', AxisInfo.OfStates.Select(a => run.Axes.GetValueOrDefault(a)).Prepend(run.Result.Cell).Append($"{run.Probe}"));

    private static MeasuredRun? Run(string line)
    {
        var json = Encoding.UTF8.GetBytes(line);
        var state = Seal.State(json);
        if (state == SealState.Broken)
            return null;
        try
        {
            var form = new ResultJson(PackedJson.Reading(ResultJson.Default.Options, json)).MeasuredRun;
            var run = JsonSerializer.Deserialize(json, form);
            return
                run is { Axes: not null, Result.Schema: CellResult.OldestSchema or CellResult.CurrentSchema }
                && (state == SealState.Holds || CellFolder.HoldsOrHasNone(run.Result))
                ? run with
                {
                    Tables = null,
                }
                : null;
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
