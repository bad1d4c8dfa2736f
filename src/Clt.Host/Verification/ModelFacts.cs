using System.Globalization;
using Clt.Engine.ChatTemplates;
using Clt.Engine.Checkpoints;
using Clt.Engine.Models;
using Clt.Engine.Tokenization;

namespace Clt.Host.Verification;

/// <summary>What a model directory holds, by name, in the order in which it is shown.</summary>
internal static class ModelFacts
{
    /// <exception cref="InputException">The tokenizer is there but broken.</exception>
    public static IReadOnlyDictionary<string, string> Of(string folder, LanguageModel model)
    {
        var config = model.Config;
        return new Dictionary<string, string>
        {
            ["folder"] = folder,
            ["family"] = config.Family,
            ["parameters"] = model.Parameters.Count.ToString("N0", CultureInfo.InvariantCulture),
            ["weights"] = Weights(folder),
            ["layers"] = $"{config.Layers} of width {config.HiddenSize}, {config.Heads} heads, {config.KeyValueHeads} key/value heads",
            ["context"] = $"{config.ContextLength} tokens",
            ["vocabulary"] = $"{config.VocabularySize}",
            ["tokenizer"] = Tokenizer(folder, config.VocabularySize),
            ["template"] = ChatTemplateFile.Read(folder) is not null ? "yes" : "none",
        };
    }

    private static string Weights(string folder)
    {
        var files = Directory.GetFiles(folder, "model*.safetensors");
        var (types, bytes) = (new SortedSet<string>(StringComparer.Ordinal), 0L);
        foreach (var path in files)
        {
            using var file = SafetensorsFile.Open(path);
            types.UnionWith(file.Entries.Select(e => e.Type.ToString()));
            bytes += new FileInfo(path).Length;
        }

        var size = (bytes / 1e6).ToString("N1", CultureInfo.InvariantCulture);
        return $"{string.Join(" and ", types)}, {size} MB in {files.Length} file{(files.Length == 1 ? "" : "s")}";
    }

    private static string Tokenizer(string folder, int vocabulary)
    {
        if (!TokenizerLoader.IsIn(folder)) return "none";
        var tokenizer = TokenizerLoader.Load(folder);
        var fits = tokenizer.VocabularySize <= vocabulary ? "" : ", more than the model has";
        return $"{tokenizer.VocabularySize} pieces{fits}";
    }
}
