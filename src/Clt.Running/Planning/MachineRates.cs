using System.Text.Json;
using Clt.Formats.Files;
using Clt.Recipes.Identity;

namespace Clt.Running.Planning;

/// <summary>How fast this machine trains and generates, from earlier runs; for time estimates only.</summary>
/// <param name="TrainFlops">Floating-point operations a second and thread in training.</param>
/// <param name="EvaluateFlops">The same in evaluation.</param>
/// <param name="Measured">Whether it was measured here; otherwise it is a modest guess for one CPU core.</param>
public sealed record MachineRates(double TrainFlops, double EvaluateFlops, bool Measured)
{
    /// <summary>What is assumed before anything was measured.</summary>
    public static MachineRates Default { get; } = new(30e9, 10e9, false);

    /// <summary>The rates kept in the cache folder, or the default.</summary>
    public static MachineRates Read(string cacheFolder) =>
        CacheFile.Read(FileIn(cacheFolder), text => JsonSerializer.Deserialize(text, PlanJson.Default.MachineRates)) ?? Default;

    /// <summary>
    /// Keeps a new measurement: the geometric mean with what was known, so that one odd run does not spoil it. NaN leaves a rate as it is.
    /// </summary>
    public static void Keep(string cacheFolder, double trainFlops, double evaluateFlops)
    {
        var old = Read(cacheFolder);
        double Mix(double before, double now) => double.IsFinite(now) && now > 0 ? (old.Measured ? Math.Sqrt(before * now) : now) : before;
        var rates = new MachineRates(Mix(old.TrainFlops, trainFlops), Mix(old.EvaluateFlops, evaluateFlops), true);
        CacheFile.Keep(FileIn(cacheFolder), JsonSerializer.Serialize(rates, PlanJson.Default.MachineRates));
    }

    private static string FileIn(string cacheFolder) =>
        Path.Combine(cacheFolder, "rates", Canonical.Hash($"{Environment.MachineName} {Environment.ProcessorCount}") + ".json");
}
