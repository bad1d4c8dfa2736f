using System.Globalization;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Formats.ChatTemplates;
using Clt.Formats.Safetensors;
using Clt.Formats.Tokenization;

namespace Clt.Host.Verification;

/// <summary>What a model directory holds, by name, in the order in which it is shown.</summary>
internal static class ModelFacts
{
    /// <exception cref="InputException">The tokenizer is there but broken.</exception>
    public static IReadOnlyDictionary<string, string> Of(string folder, ITrainableModel model)
    {
        var config = model.Config;
        var facts = new Dictionary<string, string>
        {
            ["folder"] = folder,
            ["family"] = config.Family,
            ["parameters"] = model.Parameters.Count.ToString("N0", CultureInfo.InvariantCulture),
            ["weights"] = Weights(folder),
        };
        if (config is TransformerConfig stack)
            facts["layers"] = Layers(stack);
        if (config is SequenceToSequenceConfig pair)
            (facts["encoder"], facts["decoder"]) = (Layers(pair.Encoder), Layers(pair.Decoder));
        if (model is EncoderModel encoder)
            facts["head"] = Head(encoder.Config);
        for (var i = 0; i < model.Notes.Count; i++)
            facts[$"note {i + 1}"] = model.Notes[i];
        facts["context"] = config.ContextLength == int.MaxValue ? "no limit" : $"{config.ContextLength} tokens";
        facts["vocabulary"] = $"{config.VocabularySize}";
        facts["tokenizer"] = Tokenizer(folder, config.VocabularySize);
        facts["template"] = ChatTemplateFile.Read(folder) is not null ? "yes" : "none";
        return facts;
    }

    private static string Layers(TransformerConfig stack) =>
        stack is EncoderConfig { Body: not null }
            ? $"{stack.Layers} of width {stack.HiddenSize}, no transformer blocks"
            : $"{stack.Layers} of width {stack.HiddenSize}, {stack.Heads} heads, {stack.KeyValueHeads} key/value heads";

    private static string Head(EncoderConfig config) =>
        config.Head switch
        {
            EncoderHead.MaskedLanguageModel => "masked tokens",
            EncoderHead.Sequence => $"{config.Labels.Count} labels of sequences ({LabelReader.NameOf(config.Problem)})",
            EncoderHead.Tokens => $"{config.Labels.Count} labels of tokens",
            EncoderHead.Arcs => $"trees of {config.Labels.Count} relations",
            EncoderHead.Joint => $"{config.Labels.Count} labels of sequences and {config.TokenLabels.Count} of tokens",
            EncoderHead.None => "none",
            _ => throw new ArgumentOutOfRangeException(nameof(config), config.Head, "There is no such head."),
        };

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
        if (!TokenizerLoader.IsIn(folder))
            return "none";
        var tokenizer = TokenizerLoader.Load(folder);
        var fits = tokenizer.VocabularySize <= vocabulary ? "" : ", more than the model has";
        return $"{tokenizer.VocabularySize} pieces{fits}";
    }
}
