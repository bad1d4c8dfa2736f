using System.Text.RegularExpressions;

namespace Clt.Plugins.Sources.HuggingFace;

/// <summary>A file of a model's repository.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="Sum">SHA-256, or git's SHA-1 of small files, in hexadecimal digits.</param>
internal sealed partial record HubModelFile(long Length, string Sum)
{
    /// <summary>The file that names the shards of a model's weights.</summary>
    public const string Index = "model.safetensors.index.json";

    private static readonly string[] Read =
    [
        "config.json",
        "generation_config.json",
        "special_tokens_map.json",
        "added_tokens.json",
        "vocab.json",
        "vocab.txt",
        "merges.txt",
        "chat_template.json",
        "chat_template.jinja",
        "adapter_config.json",
        "modules.json",
        "sentence_bert_config.json",
        "1_Pooling/config.json",
        Index,
    ];

    /// <summary>Whether a path is of a model's configuration, tokenizer or template.</summary>
    public static bool IsDescription(string path) => Read.Contains(path) || Tokenizer().IsMatch(path);

    /// <summary>Whether a path is of a model's weights, or an adapter's: whole, or a shard.</summary>
    public static bool IsWeights(string path) => Weights().IsMatch(path);

    [GeneratedRegex(@"^(tokenizer[\w.-]*\.json|[\w.-]+\.model)$")]
    private static partial Regex Tokenizer();

    [GeneratedRegex(@"^((adapter_)?model|model-\d{5}-of-\d{5})\.safetensors$")]
    private static partial Regex Weights();
}
