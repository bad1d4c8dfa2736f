using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Clt.Engine.Optimizers;
using Clt.Testing;

namespace Clt.Engine.Tests.Training;

/// <summary>The reference curves, parted into those whose features exist here and the others with the reason.</summary>
public static class GoldenCurves
{
    public static readonly string Folder = Path.Combine(SharedFolder.Golden, "training");

    public static TheoryData<string> Supported()
    {
        var data = new TheoryData<string>();
        foreach (var (name, _) in All().Where(c => c.Reason is null))
            data.Add(name);
        if (data.Count == 0)
            data.Add("none");
        return data;
    }

    /// <summary>The curves of a wrong normalisation.</summary>
    public static TheoryData<string> Controls()
    {
        var data = new TheoryData<string>();
        foreach (var (name, _) in All().Where(c => IsControl(c.Name)))
            data.Add(name);
        if (data.Count == 0)
            data.Add("none");
        return data;
    }

    /// <summary>Processes of a curve: <c>ddp2_b2a1</c> is of 2.</summary>
    public static int Ranks(string name) =>
        Distributed(name) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 1;

    /// <summary>Examples of a step: of a curve of several processes its name tells them, of the others their arguments.</summary>
    public static int Batch(string name, JsonElement args) =>
        Distributed(name) is { Success: true } match
            ? match.Groups.Values.Skip(1).Aggregate(1, (product, group) => product * int.Parse(group.Value, CultureInfo.InvariantCulture))
            : args.GetProperty("per_device_train_batch_size").GetInt32() * args.GetProperty("gradient_accumulation_steps").GetInt32();

    public static JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "curves", name + ".json")));

    /// <summary>The optimiser of a run.</summary>
    public static OptimizerSettings Optimizer(JsonElement args) =>
        args.TryGetProperty("optim", out var name) && name.GetString() == "sgd"
            ? new SgdSettings()
            : new AdamWSettings
            {
                Beta1 = args.TryGetProperty("betas", out var betas) ? betas[0].GetDouble() : 0.9,
                Beta2 = betas.ValueKind == JsonValueKind.Array ? betas[1].GetDouble() : 0.999,
                Epsilon = args.TryGetProperty("eps", out var epsilon) ? epsilon.GetDouble() : 1e-8,
            };

    private static IEnumerable<(string Name, string? Reason)> All()
    {
        var folder = Path.Combine(Folder, "curves");
        if (!Directory.Exists(folder))
            yield break;
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (name.StartsWith('_'))
                continue;
            using var document = Read(name);
            yield return (name, IsControl(name) ? "a negative control" : null);
        }
    }

    private static bool IsControl(string name) => name.Contains("mean_of_means") || name.Contains("no_average_tokens");

    private static Match Distributed(string name) => Regex.Match(name, @"^ddp(\d+)_b(\d+)a(\d+)");

    /// <summary>Names the curves that are not compared, where a test run shows it.</summary>
    public sealed class UnsupportedCurvesAttribute : GoldenFactAttribute
    {
        public UnsupportedCurvesAttribute()
            : base("training/curves")
        {
            var groups = All()
                .Where(c => c.Reason is not null && !IsControl(c.Name))
                .GroupBy(c => c.Reason)
                .Select(g => $"{g.Key}: {string.Join(", ", g.Select(c => c.Name))}")
                .ToArray();
            if (Skip is null && groups.Length > 0)
                Skip = string.Join("; ", groups);
        }
    }
}
