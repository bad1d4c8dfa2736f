using System.Text.Json;
using Clt.Engine.Adapters;
using Clt.Engine.Models.Seq2Seq;

namespace Clt.Engine.Models;

/// <summary>The model families that are known, the built-in ones and those of plugins, and what reads adapters on them.</summary>
public sealed class ModelFamilies
{
    /// <summary>The file of a model folder that says how transformers generates with it.</summary>
    public const string GenerationFile = "generation_config.json";

    /// <param name="families">Those of plugins.</param>
    /// <param name="adapters">What reads adapters of plugins' types.</param>
    public ModelFamilies(IEnumerable<IModelFamily> families, IEnumerable<IAdapterReader>? adapters = null) =>
        (All, Adapters) = ([new LlamaFamily(), new WarmStartedFamily(this), .. families], [.. adapters ?? []]);

    /// <summary>Llama only, and what begins from an encoder of a family.</summary>
    public static ModelFamilies BuiltIn { get; } = new([]);

    public IReadOnlyList<IModelFamily> All { get; }

    /// <summary>What reads adapters of plugins' types.</summary>
    public IReadOnlyList<IAdapterReader> Adapters { get; }

    /// <summary>Reads <c>config.json</c> in a Hugging Face directory.</summary>
    /// <exception cref="InputException">
    /// The file is missing or broken, its architecture unknown, or its sizes contradict each other.
    /// </exception>
    public ModelConfig ReadFolder(string folder)
    {
        var path = Path.Combine(folder, "config.json");
        if (!File.Exists(path))
            throw new InputException("there is no config.json", folder, "Give a Hugging Face model directory.");
        var config = Read(File.ReadAllText(path), path);
        var generation = Path.Combine(folder, GenerationFile);
        return File.Exists(generation) ? WithGeneration(config, File.ReadAllText(generation), generation) : config;
    }

    /// <summary>Reads the text of a <c>config.json</c>.</summary>
    /// <exception cref="InputException">As for <see cref="ReadFolder"/>.</exception>
    public ModelConfig Read(string json, string where)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new InputException("the configuration is not a JSON object", where, "Give a Hugging Face config.json.");
            return Family(root, where).Configure(root, where);
        }
        catch (JsonException e)
        {
            throw new InputException($"the configuration is not valid JSON: {e.Message}", where, "Mend or fetch the file again.", e);
        }
        // An escaped half of a character is valid JSON until it is read as text.
        catch (InvalidOperationException e) when (e.Source?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true)
        {
            throw new InputException($"the configuration has what cannot be read: {e.Message}", where, "Mend or fetch the file again.", e);
        }
    }

    private static ModelConfig WithGeneration(ModelConfig config, string json, string where)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var read = new ConfigReader(document.RootElement, where);
            var ends = read.Ids("eos_token_id");
            if (config is SequenceToSequenceConfig pair)
                config = pair.With(read);
            read.ThrowIfAny();
            return config with { GenerationJson = json, Eos = ends.Count > 0 ? ends : config.Eos };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InputException(
                $"the generation settings are not a valid JSON object: {e.Message}",
                where,
                "Mend, fetch or remove the file.",
                e
            );
        }
    }

    /// <summary>The family of a <c>config.json</c>, by its <c>architectures</c>.</summary>
    /// <exception cref="InputException">No family knows the architecture.</exception>
    public IModelFamily Family(JsonElement config, string where)
    {
        var names =
            config.TryGetProperty("architectures", out var list) && list.ValueKind == JsonValueKind.Array
                ? list.EnumerateArray().Where(a => a.ValueKind == JsonValueKind.String).Select(a => a.GetString()!).ToArray()
                : [];
        var known = All.SelectMany(f => f.Info.Architectures).ToArray();
        return All.FirstOrDefault(f => f.Info.Architectures.Intersect(names, StringComparer.Ordinal).Any())
            ?? throw new InputException(
                names.Length == 0 ? "'architectures' is missing" : $"the architecture {string.Join(", ", names)} is unknown",
                where,
                Suggest.DidYouMean(names.FirstOrDefault() ?? "", known, $"Known are: {string.Join(", ", known)}.")
            );
    }
}
