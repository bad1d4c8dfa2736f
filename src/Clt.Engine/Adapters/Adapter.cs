using System.Text.Json;
using System.Text.Json.Nodes;
using Clt.Engine.Parameters;
using Clt.Formats.Files;

namespace Clt.Engine.Adapters;

/// <summary>
/// Adapter on a loaded model: parameters of its own, in fp32, that change what the model computes while its weights stay as they are.
/// </summary>
public abstract class Adapter : IDisposable
{
    /// <summary>The adapter's configuration in a folder, as PEFT names it.</summary>
    public const string ConfigFile = "adapter_config.json";

    /// <summary>The adapter's weights in a folder, as PEFT names them.</summary>
    public const string WeightsFile = "adapter_model.safetensors";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <param name="site">The model it is made for.</param>
    /// <param name="specs">Its parameters, made on the model's device; undefined until they are filled or loaded.</param>
    protected Adapter(AdapterSite site, IReadOnlyList<ParameterSpec> specs) =>
        (Name, BaseModel, Beside, Parameters) = (
            site.Name,
            site.BaseModel,
            site.Beside,
            new FlatParameters([.. specs, .. site.Beside.Select(s => s with { Optional = false })], device: site.Model.Device)
        );

    /// <summary>By which the adapter is activated.</summary>
    public string Name { get; }

    /// <summary>What is trained; rates and freezing by pattern go by the names in the adapter's files.</summary>
    public FlatParameters Parameters { get; }

    /// <summary>Those of its parameters that are copies of the model's, which computes with these while the adapter is active.</summary>
    public IReadOnlyList<ParameterSpec> Beside { get; }

    /// <summary>Its parameters without those copies.</summary>
    public IEnumerable<ParameterSpec> Own => Parameters.Specs.Where(s => Beside.All(b => b.Name != s.Name));

    /// <summary>The base's name or folder.</summary>
    protected string BaseModel { get; }

    /// <summary>Writes <see cref="ConfigFile"/> and <see cref="WeightsFile"/>.</summary>
    /// <returns>SHA-256 of the weights' file.</returns>
    public string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        AtomicFile.WriteText(Path.Combine(folder, ConfigFile), Config());
        return SaveWeights(Path.Combine(folder, WeightsFile));
    }

    /// <summary>Overwrites the parameters with those of a folder that <see cref="Save"/> wrote.</summary>
    /// <exception cref="InputException">Tensors are missing, extra or of another shape: all of them are listed.</exception>
    public virtual void LoadWeights(string folder)
    {
        var path = Path.Combine(folder, WeightsFile);
        using var file = WeightShards.OpenFile(path);
        WeightFiles.Load(Parameters, file.Tensors, path, "Use the base model that the adapter was made for.", _ => false);
    }

    public void Dispose()
    {
        Parameters.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The settings in a folder that <see cref="Save"/> wrote.</summary>
    /// <exception cref="InputException">They are missing or broken.</exception>
    public static T ReadSettings<T>(string folder, JsonSerializerOptions? options = null)
        where T : class
    {
        var path = Path.Combine(folder, ConfigFile);
        try
        {
            var config = JsonNode.Parse(File.ReadAllText(path)) as JsonObject;
            return config?["Settings"]?.Deserialize<T>(options) ?? throw new JsonException("there are no settings");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new InputException($"the adapter's configuration is broken: {e.Message}", path, "Write the adapter again.", e);
        }
    }

    /// <summary>The text of <see cref="ConfigFile"/>: usually <see cref="ConfigOf"/>.</summary>
    protected abstract string Config();

    /// <summary>Settings with the type by which an <see cref="IAdapterReader"/> finds them, and the base.</summary>
    protected string ConfigOf(string type, JsonNode? settings) =>
        new JsonObject
        {
            ["peft_type"] = type,
            ["Settings"] = settings,
            ["base_model_name_or_path"] = BaseModel,
        }.ToJsonString(Json);

    /// <summary>Writes the parameters under their own names.</summary>
    /// <returns>SHA-256 of the file.</returns>
    protected virtual string SaveWeights(string path) => WeightFiles.Save(Parameters, path);

    /// <summary>Puts it at its places.</summary>
    protected internal abstract void Attach(AdapterPlaces places);

    /// <summary>Makes its change a part of the model's own weights.</summary>
    /// <exception cref="InputException">The change is no matrix.</exception>
    protected internal virtual void MergeInto(FlatParameters model) =>
        throw new InputException($"'{Name}' cannot be merged into the model's matrices", "adapter", "Keep it beside its base.");

    /// <summary>Fills the parameters: matrices from a normal distribution, others as their specification says.</summary>
    /// <param name="deviation">Of the normal distribution.</param>
    /// <param name="seed">Its <c>init</c> stream draws.</param>
    protected void Fill(double deviation, Seed seed) => ParameterInitializer.Fill(Parameters, deviation, seed);
}
