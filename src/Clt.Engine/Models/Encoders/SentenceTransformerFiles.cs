using System.Text.Json;

namespace Clt.Engine.Models.Encoders;

/// <summary>What the files of a sentence-transformers directory say beside <c>config.json</c>.</summary>
/// <param name="Pooling">From <c>1_Pooling/config.json</c>; the mean without it.</param>
/// <param name="Normalize">Whether <c>modules.json</c> ends with a normalisation; true without that file.</param>
/// <param name="MaxTokens">From <c>sentence_bert_config.json</c>, or null.</param>
internal sealed record SentenceTransformerFiles(PoolingMode Pooling, bool Normalize, int? MaxTokens)
{
    private const string Modules = "sentence_transformers.models.";

    /// <exception cref="InputException">
    /// A file is broken, or asks for a pooling or a layer that is not supported: all are listed.
    /// </exception>
    public static SentenceTransformerFiles Read(string folder)
    {
        var problems = new List<Problem>();
        var pooling = Parsed(folder, "1_Pooling/config.json", problems, PoolingMode.Mean, ReadPooling);
        var normalize = Parsed(folder, "modules.json", problems, true, ReadModules);
        var tokens = Parsed<int?>(folder, "sentence_bert_config.json", problems, null, ReadTokens);
        return problems.Count == 0 ? new SentenceTransformerFiles(pooling, normalize, tokens) : throw new InputException(problems);
    }

    private static PoolingMode ReadPooling(JsonElement root, string path)
    {
        string[] modes =
        [
            .. root.EnumerateObject()
                .Where(f => f.Name.StartsWith("pooling_mode_", StringComparison.Ordinal) && f.Value.ValueKind == JsonValueKind.True)
                .Select(f => f.Name),
        ];
        return modes switch
        {
            ["pooling_mode_mean_tokens"] => PoolingMode.Mean,
            ["pooling_mode_cls_token"] => PoolingMode.First,
            _ => throw new InputException(
                $"the pooling is {(modes.Length == 0 ? "none" : string.Join(" and ", modes))}",
                path,
                "Use a model with mean or cls pooling."
            ),
        };
    }

    private static bool ReadModules(JsonElement root, string path)
    {
        string[] types =
        [
            .. root.EnumerateArray().Select(m => m.GetProperty("type").GetString()!.Replace(Modules, "", StringComparison.Ordinal)),
        ];
        string[] other = [.. types.Where(t => t is not ("Transformer" or "Pooling" or "Normalize"))];
        if (other.Length > 0)
            throw new InputException(
                $"it has the layer {string.Join(", ", other)}",
                path,
                "Use a model of an encoder, pooling and normalisation only."
            );
        return types.Contains("Normalize");
    }

    private static int? ReadTokens(JsonElement root, string path)
    {
        var read = new ConfigReader(root, path);
        int? tokens = read.Has("max_seq_length") ? read.Size("max_seq_length") : null;
        read.ThrowIfAny();
        return tokens;
    }

    private static T Parsed<T>(string folder, string name, List<Problem> problems, T otherwise, Func<JsonElement, string, T> read)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
            return otherwise;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            return read(document.RootElement, path);
        }
        catch (InputException e)
        {
            problems.AddRange(e.Problems);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            problems.Add(new Problem($"it is broken: {e.Message}", path, "Mend or fetch the file again."));
        }

        return otherwise;
    }
}
