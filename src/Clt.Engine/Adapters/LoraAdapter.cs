using Clt.Engine.Parameters;
using Clt.Formats.Safetensors;

namespace Clt.Engine.Adapters;

/// <summary>LoRA, rsLoRA or DoRA on linear layers of a model, in the formats of PEFT.</summary>
public sealed class LoraAdapter : Adapter
{
    private readonly Dictionary<string, LoraProduct> _products;
    private readonly ModelConfig _config;

    private LoraAdapter(AdapterSite site, LoraSettings settings, IReadOnlyList<LoraLayer> layers)
        : base(site, [.. layers.SelectMany(l => l.Specs)])
    {
        (Settings, _config) = (settings, site.Config);
        _products = layers.GroupBy(l => l.Weight).ToDictionary(g => g.Key, g => new LoraProduct([.. g.Select(l => l.Part(Parameters))]));
    }

    /// <summary>Rank, variant and layers.</summary>
    public LoraSettings Settings { get; }

    /// <summary>A fresh adapter that changes nothing yet: A is uniform in ±1/√in, B is 0.</summary>
    /// <param name="settings">Rank, variant and layers.</param>
    /// <param name="site">The base.</param>
    /// <param name="seed">Its <c>init</c> stream draws A.</param>
    /// <exception cref="InputException">A setting is out of range, or a target fits no layer.</exception>
    internal static LoraAdapter Create(LoraSettings settings, AdapterSite site, Seed seed)
    {
        settings.Check();
        var adapter = Make(settings, site, everyNameMustFit: true);
        var stream = seed.Stream("init");
        foreach (var spec in adapter.Own.Where(s => s.Fill is null))
        {
            var (rng, bound) = (stream.Stream(spec.Name).Generator(), 1 / Math.Sqrt(spec.Shape[1]));
            var values = new float[spec.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)((2 * rng.NextDouble() - 1) * bound);
            adapter.Parameters.Write(spec.Name, 0, spec.Count, into => FloatConversion.FromSingle(TensorType.F32, values, into));
        }

        foreach (var spec in adapter.Own.Where(s => s.Fill is not null))
            adapter.Parameters.Write(spec.Name, 0, spec.Count, into => into.Clear());
        foreach (var (weight, product) in adapter._products)
            product.ResetMagnitude(site.Model[weight]);
        return adapter;
    }

    /// <summary>Reads an adapter that PEFT or <see cref="Adapter.Save"/> wrote.</summary>
    /// <exception cref="InputException">It has features that are not supported, or does not fit the model: all of it is listed.</exception>
    internal static LoraAdapter Load(AdapterSite site, string folder)
    {
        var (settings, baseModel) = PeftConfig.Read(Path.Combine(folder, ConfigFile));
        return Make(settings, site with { BaseModel = baseModel }, everyNameMustFit: false)
            .FillOrDispose(adapter => adapter.LoadWeights(folder));
    }

    /// <inheritdoc/>
    public override void LoadWeights(string folder)
    {
        var path = Path.Combine(folder, WeightsFile);
        using var file = WeightShards.OpenFile(path);
        var present = PeftNames.FromFile(file.Tensors, Parameters.Specs.Select(s => s.Name).ToHashSet(), path);
        WeightFiles.Load(Parameters, present, path, "Use the base model that the adapter was made for.", _ => false);
    }

    /// <inheritdoc/>
    protected override string Config() => PeftConfig.Write(Settings, BaseModel, _config);

    /// <inheritdoc/>
    protected override string SaveWeights(string path)
    {
        var tensors = WeightFiles.Tensors(Parameters, Dtype.Float32).Select(t => t with { Name = PeftNames.ToFile(t.Name) });
        return SafetensorsWriter.Write(path, tensors, new Dictionary<string, string> { ["format"] = "pt" });
    }

    /// <inheritdoc/>
    protected internal override void Attach(AdapterPlaces places)
    {
        foreach (var (weight, product) in _products)
            places.AddProduct(weight, product);
    }

    /// <inheritdoc/>
    protected internal override void MergeInto(FlatParameters model)
    {
        foreach (var (weight, product) in _products)
            product.MergeInto(model[weight]);
    }

    private static LoraAdapter Make(LoraSettings settings, AdapterSite site, bool everyNameMustFit)
    {
        var places = site.Places.ToHashSet(StringComparer.Ordinal);
        ParameterSpec[] matrices = [.. site.Model.Specs.Where(s => places.Contains(s.Name))];
        return new LoraAdapter(
            site,
            settings,
            LoraLayer.Of(matrices, settings, TargetModules.Resolve(matrices, settings, everyNameMustFit))
        );
    }
}
