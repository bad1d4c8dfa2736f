using System.Text.Json;
using System.Text.Json.Serialization;
using Clt.Engine.Adapters;
using Clt.Engine.Models;
using Clt.Engine.Parameters;

namespace Clt.Plugins.Training.Adapters;

/// <summary>
/// Bottleneck adapters in all blocks of a model (Houlsby et al. 2019; Pfeiffer et al. 2021). Several are stacked by activating them in
/// order: MAD-X's language adapter first, then the task's.
/// </summary>
public sealed class BottleneckAdapter : Adapter
{
    /// <summary>Its <c>peft_type</c>.</summary>
    internal const string Type = "BOTTLENECK";
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };
    private readonly List<string> _places;

    private BottleneckAdapter(BottleneckSpec settings, AdapterSite site, List<string> places)
        : base(site, settings.Specs(site.Model.Specs, places)) => (Settings, _places) = (settings, places);

    /// <summary>Where it stands, and its numbers.</summary>
    public BottleneckSpec Settings { get; }

    /// <summary>Fresh adapters: matrices from a normal distribution of the settings' deviation, biases 0.</summary>
    /// <exception cref="InputException">The model has no blocks that can be adapted.</exception>
    internal static BottleneckAdapter Create(BottleneckSpec settings, AdapterSite site, Seed seed) =>
        Make(settings, site).FillOrDispose(adapter => adapter.Fill(settings.Deviation, seed));

    /// <summary>Reads what <see cref="Adapter.Save"/> wrote.</summary>
    internal static BottleneckAdapter Load(AdapterSite site, string folder) =>
        Make(ReadSettings<BottleneckSpec>(folder, Json), site).FillOrDispose(adapter => adapter.LoadWeights(folder));

    /// <inheritdoc/>
    protected override string Config() => ConfigOf(Type, JsonSerializer.SerializeToNode(Settings, Json));

    /// <inheritdoc/>
    protected override void Attach(AdapterPlaces places)
    {
        foreach (var place in _places)
        {
            var adapter = new Bottleneck(Parameters, place, Settings);
            if (Settings.Placement == AdapterPlacement.FeedForwardSum)
                places.AddSum(place, adapter);
            else
                places.AddOutput(place, adapter);
        }
    }

    /// <inheritdoc/>
    protected override void MergeInto(FlatParameters model) =>
        throw new InputException(
            $"'{Name}' has a non-linearity, so it cannot be merged into matrices",
            "adapter",
            "Keep it beside its base."
        );

    private static BottleneckAdapter Make(BottleneckSpec settings, AdapterSite site)
    {
        var places = site.Places.Where(settings.IsAt).ToList();
        if (places.Count == 0)
            throw new InputException("the model has no blocks for adapters", "adapter", "Use a transformer.");
        return new BottleneckAdapter(settings, site, places);
    }
}

/// <summary>Reads bottleneck adapters.</summary>
public sealed class BottleneckReader : IAdapterReader
{
    /// <inheritdoc/>
    public string Type => BottleneckAdapter.Type;

    /// <inheritdoc/>
    public Adapter Load(AdapterSite site, string folder) => BottleneckAdapter.Load(site, folder);
}
