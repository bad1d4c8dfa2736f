using System.Text.Json;
using System.Text.Json.Serialization;
using Clt.Engine.Parameters;
using Clt.Formats.Files;

namespace Clt.Engine.Adapters;

/// <summary>
/// Bottleneck adapters in all blocks (Houlsby et al. 2019; Pfeiffer et al. 2021). Several are stacked by activating them in order: MAD-X's
/// language adapter first, then the task's.
/// </summary>
public sealed class BottleneckAdapter : Adapter
{
    private const string Kind = "BOTTLENECK";
    private const double Deviation = 0.02;
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };
    private readonly List<string> _places;
    private readonly string _base;

    private BottleneckAdapter(string name, BottleneckSettings settings, FlatParameters parameters, List<string> places, string baseModel)
        : base(name, parameters)
    {
        (Settings, _places, _base) = (settings, places, baseModel);
    }

    public BottleneckSettings Settings { get; }

    /// <summary>Fresh adapters: matrices from a normal distribution of deviation 0.02, biases 0.</summary>
    /// <exception cref="InputException">A setting is out of range, or the model has no blocks that can be adapted.</exception>
    public static BottleneckAdapter Create(string name, BottleneckSettings settings, FlatParameters model, Seed seed, string baseModel = "")
    {
        var adapter = Make(name, settings, model, baseModel);
        ParameterInitializer.Fill(adapter.Parameters, Deviation, seed);
        return adapter;
    }

    /// <summary>Whether a folder holds bottleneck adapters.</summary>
    public static bool IsIn(string folder)
    {
        var path = Path.Combine(folder, ConfigFile);
        return File.Exists(path) && File.ReadAllText(path).Contains($"\"{Kind}\"", StringComparison.Ordinal);
    }

    /// <summary>The base that an adapter's folder names; empty where it names none.</summary>
    /// <exception cref="InputException">The configuration is broken.</exception>
    public static string BaseOf(string folder) => Read(folder).BaseModel;

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InputException">It is damaged or does not fit the model.</exception>
    public static BottleneckAdapter Load(string name, string folder, FlatParameters model)
    {
        var stored = Read(folder);
        return Make(name, stored.Settings, model, stored.BaseModel).FillOrDispose(adapter => adapter.LoadWeights(folder));
    }

    /// <inheritdoc/>
    public override string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        AtomicFile.WriteText(Path.Combine(folder, ConfigFile), JsonSerializer.Serialize(new Stored(Kind, Settings) { BaseModel = _base }, Json));
        return WeightFiles.Save(Parameters, Path.Combine(folder, WeightsFile));
    }

    /// <inheritdoc/>
    public override void LoadWeights(string folder)
    {
        var path = Path.Combine(folder, WeightsFile);
        using var file = WeightShards.OpenFile(path);
        WeightFiles.Load(Parameters, file.Tensors, path, "Use the base model that the adapter was made for.", _ => false);
    }

    /// <inheritdoc/>
    internal override void Attach(FlatParameters model)
    {
        foreach (var place in _places)
        {
            var hooks = model.HooksAt(place);
            (Settings.Placement == AdapterPlacement.FeedForwardSum ? hooks.Sums : hooks.Outputs).Add(new Bottleneck(Parameters, place, Settings));
        }
    }

    /// <inheritdoc/>
    internal override void MergeInto(FlatParameters model) => throw new InputException(
        $"'{Name}' has a non-linearity, so it cannot be merged into matrices", "adapter", "Keep it beside its base.");

    private static BottleneckAdapter Make(string name, BottleneckSettings settings, FlatParameters model, string baseModel)
    {
        settings.Check();
        var places = model.Hooks.Keys.Where(place => IsAt(place, settings.Placement)).ToList();
        if (places.Count == 0) throw new InputException("the model has no blocks for adapters", "adapter", "Use a transformer.");
        return new BottleneckAdapter(name, settings, new FlatParameters(Specs(settings, model.Specs, places), device: model.Device), places, baseModel);
    }

    /// <summary>The parameters of adapters at some places of a model.</summary>
    internal static IReadOnlyList<ParameterSpec> Specs(BottleneckSettings settings, IReadOnlyList<ParameterSpec> model, IEnumerable<string> places)
    {
        var width = model.First(s => s.Name == TensorNames.Embedding).Shape[1];
        return [.. places.SelectMany(place => Bottleneck.Specs(place, width, settings.Width ?? Math.Max(1, width / 2), settings.Norm))];
    }

    /// <summary>A place is a linear layer's weight (<c>layers.0.down.weight</c>) or a block (<c>layers.0</c>).</summary>
    internal static bool IsAt(string place, AdapterPlacement placement)
    {
        bool Is(string weight) =>
            place.EndsWith(weight["layers.{i}".Length..], StringComparison.Ordinal) && place.Contains("layers.", StringComparison.Ordinal);

        return placement switch
        {
            AdapterPlacement.Block => char.IsAsciiDigit(place[^1]),
            AdapterPlacement.AttentionAndFeedForward => Is(TensorNames.Output) || Is(TensorNames.Down),
            _ => Is(TensorNames.Down),
        };
    }

    private static Stored Read(string folder)
    {
        var path = Path.Combine(folder, ConfigFile);
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(File.ReadAllText(path), Json);
            return stored?.Settings is null ? throw new JsonException("there are no settings") : stored;
        }
        catch (JsonException e)
        {
            throw new InputException($"the adapter's configuration is broken: {e.Message}", path, "Write the adapter again.", e);
        }
    }

    private sealed record Stored([property: JsonPropertyName("peft_type")] string Type, BottleneckSettings Settings)
    {
        [JsonPropertyName("base_model_name_or_path")]
        public string BaseModel { get; init; } = "";
    }
}
