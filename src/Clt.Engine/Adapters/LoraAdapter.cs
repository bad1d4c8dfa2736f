using Clt.Engine.Parameters;
using Clt.Formats.Files;
using Clt.Formats.Safetensors;

namespace Clt.Engine.Adapters;

/// <summary>LoRA, rsLoRA or DoRA on linear layers of a model, in the formats of PEFT.</summary>
public sealed class LoraAdapter : Adapter
{
    private readonly Dictionary<string, LoraProduct> _products;
    private readonly ModelConfig _config;
    private readonly string _base;

    private LoraAdapter(
        string name, LoraSettings settings, FlatParameters parameters, Dictionary<string, LoraProduct> products, ModelConfig config, string baseModel)
        : base(name, parameters)
    {
        (Settings, _products, _config, _base) = (settings, products, config, baseModel);
    }

    public LoraSettings Settings { get; }

    /// <summary>A fresh adapter that changes nothing yet: A is uniform in ±1/√in, B is 0.</summary>
    /// <param name="name">By which it is activated.</param>
    /// <param name="settings">Rank, variant and layers.</param>
    /// <param name="model">The base's parameters.</param>
    /// <param name="config">The base's configuration.</param>
    /// <param name="seed">Its <c>init</c> stream draws A.</param>
    /// <param name="baseModel">The base's name, for <see cref="Adapter.ConfigFile"/>.</param>
    /// <exception cref="InputException">A setting is out of range, or a target fits no layer.</exception>
    public static LoraAdapter Create(string name, LoraSettings settings, FlatParameters model, ModelConfig config, Seed seed, string baseModel = "")
    {
        settings.Check();
        var adapter = Make(name, settings, model, config, baseModel, everyNameMustFit: true);
        var stream = seed.Stream("init");
        foreach (var spec in adapter.Parameters.Specs.Where(s => s.Fill is null))
        {
            var (rng, bound) = (stream.Stream(spec.Name).Generator(), 1 / Math.Sqrt(spec.Shape[1]));
            var values = new float[spec.Count];
            for (var i = 0; i < values.Length; i++) values[i] = (float)((2 * rng.NextDouble() - 1) * bound);
            adapter.Parameters.Write(spec.Name, 0, spec.Count, into => FloatConversion.FromSingle(TensorType.F32, values, into));
        }

        foreach (var spec in adapter.Parameters.Specs.Where(s => s.Fill is not null))
            adapter.Parameters.Write(spec.Name, 0, spec.Count, into => into.Clear());
        foreach (var (weight, product) in adapter._products) product.ResetMagnitude(model[weight]);
        return adapter;
    }

    /// <summary>Reads an adapter that PEFT or <see cref="Save"/> wrote.</summary>
    /// <exception cref="InputException">It has features that are not supported, or does not fit the model: all of it is listed.</exception>
    public static LoraAdapter Load(string name, string folder, FlatParameters model, ModelConfig config)
    {
        var (settings, baseModel) = PeftConfig.Read(Path.Combine(folder, ConfigFile));
        return Make(name, settings, model, config, baseModel, everyNameMustFit: false).FillOrDispose(adapter => adapter.LoadWeights(folder));
    }

    /// <inheritdoc/>
    public override string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        AtomicFile.WriteText(Path.Combine(folder, ConfigFile), PeftConfig.Write(Settings, _base, _config));
        var tensors = WeightFiles.Tensors(Parameters, Dtype.Float32).Select(t => t with { Name = PeftNames.ToFile(t.Name) });
        return SafetensorsWriter.Write(Path.Combine(folder, WeightsFile), tensors, new Dictionary<string, string> { ["format"] = "pt" });
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
    internal override void Attach(FlatParameters model)
    {
        foreach (var (weight, product) in _products) model.HooksAt(weight).Products.Add(product);
    }

    /// <inheritdoc/>
    internal override void MergeInto(FlatParameters model)
    {
        foreach (var (weight, product) in _products) product.MergeInto(model[weight]);
    }

    private static LoraAdapter Make(
        string name, LoraSettings settings, FlatParameters model, ModelConfig config, string baseModel, bool everyNameMustFit)
    {
        ParameterSpec[] matrices = [.. model.Specs.Where(s => model.Hooks.ContainsKey(s.Name))];
        var layers = LoraLayer.Of(matrices, settings, TargetModules.Resolve(matrices, settings, everyNameMustFit));
        var parameters = new FlatParameters([.. layers.SelectMany(l => l.Specs)], device: model.Device);
        var products = layers.GroupBy(l => l.Weight).ToDictionary(g => g.Key, g => new LoraProduct([.. g.Select(l => l.Part(parameters))]));
        return new LoraAdapter(name, settings, parameters, products, config, baseModel);
    }
}
