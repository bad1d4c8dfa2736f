using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Clt.Formats.Files;
using Clt.Results.Store;

namespace Clt.Results.Scores;

/// <summary>All results of a study without its recipe: the content of <c>results.json</c> (docs/reference/results.md).</summary>
/// <param name="Schema">Version of this record.</param>
/// <param name="Study">The study's name.</param>
/// <param name="Axes">Its axes.</param>
/// <param name="Groups">The group of each language, by code.</param>
/// <param name="Metrics">Every metric that was measured.</param>
/// <param name="Runs">Every measured point with its scores, item by item; bases as they are first.</param>
/// <param name="Missing">Points without results.</param>
public sealed record ResultSet(
    int Schema,
    string Study,
    IReadOnlyList<AxisInfo> Axes,
    IReadOnlyDictionary<string, string> Groups,
    IReadOnlyList<MetricNote> Metrics,
    IReadOnlyList<MeasuredRun> Runs,
    int Missing
)
{
    public const int CurrentSchema = 2;
    private const int OldestSchema = 1;

    /// <summary>Of the file that holds this, where it is written; null else.</summary>
    [JsonInclude, JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal ScoreTables? Tables { get; init; }

    /// <summary>How the study's bases were drawn, which decides what intervals hold for.</summary>
    public BaseSampling Bases { get; init; }

    /// <summary>The results of a study that was run.</summary>
    public static ResultSet Of(StudyResults results)
    {
        var names = results.Runs.SelectMany(r => r.Result.Scores).Select(s => s.Metric).Distinct();
        var known = names.Select(n => (Name: n, results.Metrics.GetValueOrDefault(n)?.Info));
        var notes = known.Select(n => new MetricNote(n.Name, n.Info?.HigherIsBetter ?? true)
        {
            Range = n.Info?.Range ?? results.Ranges.GetValueOrDefault(n.Name, MetricRange.Any),
        });
        return new ResultSet(CurrentSchema, results.Study, results.Axes, results.Groups.ByCode, [.. notes], results.Runs, results.Missing)
        {
            Bases = results.Bases,
        };
    }

    /// <summary>Reads <c>results.json</c>: the file, or the folder of a study that has it.</summary>
    /// <exception cref="InputException">It is not there, cut short, or of another version.</exception>
    public static ResultSet Read(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, StudyFolder.ResultsFile) : path;
        if (!File.Exists(file))
            throw new InputException(
                "there are no results",
                file,
                "Name a study's folder, such as runs/quickstart, after clt run or clt report."
            );
        try
        {
            // Other programs may begin it with a mark of its encoding.
            var bytes = File.ReadAllBytes(file);
            var json = bytes.AsSpan(bytes.AsSpan().StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0);
            var form = new ResultSetJson(PackedJson.Reading(ResultSetJson.Default.Options, json)).ResultSet;
            var read = JsonSerializer.Deserialize(json, form);
            if (read is { Schema: OldestSchema or CurrentSchema, Runs: not null, Metrics: not null, Axes: not null, Groups: not null })
                return Checked(read with { Tables = null }, Seal.State(json), file);
            throw new InputException(
                $"it is of version {read?.Schema}, but this program reads versions {OldestSchema} to {CurrentSchema}",
                file,
                "Write it again with clt report."
            );
        }
        catch (JsonException e)
        {
            throw new InputException($"it is not a results file ({e.Message})", file, "Write it again with clt report.", e);
        }
    }

    /// <summary>Files of earlier versions have the checksums of their runs alone, and those of other programs may have none.</summary>
    private static ResultSet Checked(ResultSet set, SealState state, string file)
    {
        if (state == SealState.Broken)
            throw Changed(file);
        if (ResultSetChecks.Fault(set) is { } fault)
            throw new InputException($"it contradicts itself: {fault}", file, "Write it again with clt report, or mend what wrote it.");
        return state == SealState.Holds || set.Runs.All(r => CellFolder.HoldsOrHasNone(r.Result)) ? set : throw Changed(file);
    }

    private static InputException Changed(string file) =>
        new(
            "it was changed after it was written, or the disk has damaged it: its checksum does not hold",
            file,
            "Write it again with clt report RECIPE. To vouch for a file that you changed yourself, remove its fields 'checksum'."
        );

    /// <summary>The same for analyses.</summary>
    /// <param name="metrics">Those that plugins give, for metrics that are not means of items.</param>
    public StudyResults ToStudyResults(IEnumerable<IMetric> metrics) =>
        new(
            Study,
            Axes,
            new LanguageGroups(Groups),
            Runs,
            metrics.DistinctBy(m => m.Info.Name).ToDictionary(m => m.Info.Name, StringComparer.Ordinal),
            Missing
        )
        {
            Bases = Bases,
            Ranges = Metrics.ToDictionary(m => m.Name, m => m.Range, StringComparer.Ordinal),
        };

    /// <summary>The metrics whose scores these are, each with the very signature; one that no plugin can make is left out.</summary>
    /// <param name="given">Metrics that plugins give as they are.</param>
    /// <param name="readers">What plugins make other metrics with.</param>
    public IReadOnlyList<IMetric> Measured(IReadOnlyList<IMetric> given, IReadOnlyList<IMetricReader> readers) =>
        [
            .. Runs.SelectMany(r => r.Result.Scores)
                .DistinctBy(s => s.Signature)
                .OrderBy(s => s.Metric, StringComparer.Ordinal)
                .Select(s => given.FirstOrDefault(m => m.Info.Name == s.Metric && m.Info.Signature == s.Signature) ?? Read(s, readers))
                .OfType<IMetric>(),
        ];

    private static IMetric? Read(ScoreRecord score, IReadOnlyList<IMetricReader> readers)
    {
        foreach (var reader in readers)
        {
            try
            {
                // A signature that comes out otherwise was not understood.
                if (reader.Read(score.Signature) is { } made && made.Info.Name == score.Metric && made.Info.Signature == score.Signature)
                    return made;
            }
            catch (InputException)
            {
                // What the metric needs is not on this machine: the comparison says which metric is missing.
            }
        }

        return null;
    }

    /// <summary>One JSON object, its checksum last, with a line feed at its end.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        Write(stream);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>The same into a stream, piece by piece.</summary>
    public void Write(Stream stream)
    {
        var packing = new ScorePacking([.. Runs.Select(r => r.Result)]);
        var form = new ResultSetJson(PackedJson.Writing(ResultSetJson.Default.Options, packing)).ResultSet;
        var set = this with { Schema = CurrentSchema, Tables = packing.Tables };
        Seal.Write(stream, to => JsonSerializer.Serialize(to, set, form));
    }

    /// <summary>Writes it; it is there whole or not at all.</summary>
    public void Write(string file) => AtomicFile.Write(file, Write);
}
