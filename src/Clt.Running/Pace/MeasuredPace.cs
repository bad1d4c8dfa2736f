using System.Text.Json;
using System.Text.Json.Serialization;
using Clt.Formats.Files;
using Clt.Recipes.Identity;

namespace Clt.Running.Pace;

/// <summary>How long work of each kind took on this machine in earlier runs, against what is assumed of it; for estimates only.</summary>
internal sealed class MeasuredPace
{
    /// <summary>Raised where what is assumed changes: older measurements are then against something else.</summary>
    private const int Version = 2;

    /// <summary>Of one kind and size of step so many are kept, the last ones: a machine may change.</summary>
    private const int EachKept = 8,
        AllKept = 400;

    /// <summary>Measurements shorter than this count for less: other things than the work decide them.</summary>
    private const double WholeSeconds = 10;

    /// <summary>As much as a measurement of the tenth part of <see cref="WholeSeconds"/>, for what is assumed.</summary>
    private const double Doubt = 0.1;

    private readonly IReadOnlyList<TakenWork> _all;

    private MeasuredPace(IReadOnlyList<TakenWork> all) => _all = all;

    /// <summary>Whether anything was measured here.</summary>
    public bool IsMeasured => _all.Count > 0;

    /// <summary>The measurements kept in a cache folder; none where there are none that can be read.</summary>
    public static MeasuredPace Read(string cacheFolder) =>
        new(CacheFile.Read(FileIn(cacheFolder), text => JsonSerializer.Deserialize(text, PaceJson.Default.ListTakenWork)) ?? []);

    /// <summary>
    /// Core seconds that work will take: what is assumed, times the weighted median of what measurements of the kind took against it. They
    /// weigh by their work, less the further the size of their steps is from that of this work, and less where other processes took turns
    /// on their core; few and far ones move it little.
    /// </summary>
    public double Seconds(Work work)
    {
        if (work.Assumed <= 0)
            return 0;
        var near = _all.Where(m => m.Kind == work.Kind)
            .Select(m => (m.Ratio, Weight: Near(m.Call, work.Call) * Math.Min(1, m.Seconds / WholeSeconds) * m.Share * m.Share))
            .OrderBy(m => m.Ratio)
            .ToList();
        var all = near.Sum(m => m.Weight);
        if (all <= 0)
            return work.Assumed;
        var below = 0.0;
        var median = near.First(m => (below += m.Weight) >= all / 2).Ratio;
        return work.Assumed * Math.Pow(median, all / (all + Doubt));
    }

    /// <summary>Keeps what work took.</summary>
    /// <param name="cacheFolder">Where.</param>
    /// <param name="taken">The work with what it took; what took no time is passed over.</param>
    public static void Keep(string cacheFolder, IEnumerable<(Work Work, CoreTime Time)> taken)
    {
        var news = taken.Where(t => t.Work.Assumed > 0 && t.Time.Seconds > 0 && double.IsFinite(t.Time.Seconds));
        var all = Read(cacheFolder)
            ._all.Concat(news.Select(t => new TakenWork(t.Work.Kind, t.Work.Assumed, t.Work.Calls, t.Time.Seconds, t.Time.Share)))
            .Reverse()
            .GroupBy(m => (m.Kind, Math.Round(Math.Log2(m.Call))))
            .SelectMany(g => g.Take(EachKept));
        // The groups are in the order of their newest.
        List<TakenWork> kept = [.. all.Take(AllKept).Reverse()];
        CacheFile.Keep(FileIn(cacheFolder), JsonSerializer.Serialize(kept, PaceJson.Default.ListTakenWork));
    }

    /// <summary>1 for steps of the same size, a half for those of twice or half of it.</summary>
    private static double Near(double a, double b) => Math.Pow(2, -Math.Abs(Math.Log2(a / b)));

    private static string FileIn(string cacheFolder) =>
        Path.Combine(cacheFolder, "rates", Canonical.Hash($"{MachineProduct.Name} {Version}") + ".json");

    /// <summary>What some work took.</summary>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Assumed">What was assumed of it.</param>
    /// <param name="Calls">Its steps.</param>
    /// <param name="Seconds">Core seconds that it took.</param>
    /// <param name="Share">The share of the time in which it had its core.</param>
    internal sealed record TakenWork(string Kind, double Assumed, double Calls, double Seconds, double Share)
    {
        [JsonIgnore]
        public double Call => Assumed / Math.Max(1, Calls);

        [JsonIgnore]
        public double Ratio => Seconds / Assumed;
    }
}

/// <summary>Serialisation of it, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(List<MeasuredPace.TakenWork>))]
internal sealed partial class PaceJson : JsonSerializerContext;
