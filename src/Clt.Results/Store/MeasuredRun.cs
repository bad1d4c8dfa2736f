using System.Text.Json.Serialization;
using Clt.Results.Tables;

namespace Clt.Results.Store;

/// <summary>A point of the grid with its results.</summary>
/// <param name="Axes">Values of the axes that the cell depends on, by name.</param>
/// <param name="Result">The cell's results.</param>
public sealed record MeasuredRun(IReadOnlyDictionary<string, string> Axes, CellResult Result)
{
    /// <summary>Of the line that holds this, where it is written; null else.</summary>
    [JsonInclude, JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal ScoreTables? Tables { get; init; }

    /// <summary>The name of the task that was measured; empty in results that were stored before it was.</summary>
    public string Task
    {
        get;
        init => field = value ?? "";
    } = "";

    /// <summary>The seed of the probe whose scores these are; null where there is none, or they are means over several.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Probe { get; init; }

    /// <summary>What tells the run from others at its place: its seed, or that of its probe.</summary>
    [JsonIgnore]
    public long Draw => Probe ?? Result.Seed;

    /// <summary>The stage that was measured; empty where the study names none.</summary>
    public string Stage
    {
        get;
        init => field = value ?? "";
    } = "";

    /// <summary>Codes of the languages that the stage trained on; empty for a base as it is.</summary>
    public IReadOnlyList<string> TrainedOn
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>
    /// Languages that were trained on fewer examples than the point asks for, since there are no more (<c>--allow-short</c>).
    /// </summary>
    public IReadOnlyList<ShortPart> Short
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Assemblies and libraries that differ from the build that reports it, in results of older code; empty for others.</summary>
    public IReadOnlyList<string> OlderCode
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>A warning where runs were made by older code, or an empty text.</summary>
    public static string OlderWarning(IEnumerable<MeasuredRun> runs)
    {
        var all = runs.ToList();
        var affected = all.Where(r => r.OlderCode.Count > 0).ToList();
        return affected.Count == 0
            ? ""
            : $"{OlderMark.Symbol} {affected.Count} of {all.Count} runs were made by older code, as was accepted: "
                + $"{OlderMark.Differs(affected.SelectMany(r => r.OlderCode).Distinct().Order(StringComparer.Ordinal))}.";
    }

    /// <summary>A warning where examples, items or exemplars were too long, or an empty text.</summary>
    public static string OverlongWarning(IReadOnlyList<MeasuredRun> runs)
    {
        var affected = runs.Where(r => r.Result.Overlong is { Count: > 0 }).ToList();
        var parts = affected.SelectMany(r => r.Result.Overlong!).GroupBy(p => (p.Of, p.Task, p.Language, p.Most));
        var most = parts.Select(g => g.MaxBy(p => p.Cut + p.LeftOut + p.Divided)!.ToString());
        return affected.Count == 0
            ? ""
            : $"{affected.Count} of {runs.Count} runs had examples that were too long: {string.Join("; ", most)}.";
    }

    /// <summary>A warning where runs had fewer examples than they asked for, or an empty text.</summary>
    public static string ShortWarning(IReadOnlyList<MeasuredRun> runs)
    {
        var affected = runs.Where(r => r.Short.Count > 0).ToList();
        var languages = affected.SelectMany(r => r.Short).GroupBy(s => (s.Task, s.Language)).Select(g => g.MaxBy(s => s.Asked)!);
        return affected.Count == 0
            ? ""
            : $"{affected.Count} of {runs.Count} runs had fewer examples than they asked for, as was allowed: "
                + $"{string.Join("; ", languages)}.";
    }
}
