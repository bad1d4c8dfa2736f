using System.Text.Json.Nodes;
using Clt.Engine.Models;
using Clt.Plugins.Models.Decoders;
using Clt.Plugins.Models.Encoders;
using Clt.Plugins.Models.Seq2Seq;

namespace Clt.Engine.Tests.Devices;

/// <summary>
/// A small model of every architecture that the families know: the built-in one and those of the plugins that this project refers to.
/// </summary>
internal static class SmallConfigs
{
    public const int Vocabulary = 64;

    /// <summary>Sizes under all names that Hugging Face's files give them.</summary>
    private static readonly (int Value, string[] Names)[] Sizes =
    [
        (Vocabulary, ["vocab_size"]),
        (32, ["hidden_size", "n_embd", "n_embed", "d_model"]),
        (4, ["num_attention_heads", "n_head", "num_heads", "attention_heads", "encoder_attention_heads", "decoder_attention_heads"]),
        (
            2,
            [
                "num_key_value_heads",
                "num_hidden_layers",
                "n_layer",
                "num_layers",
                "encoder_layers",
                "decoder_layers",
                "num_decoder_layers",
                "type_vocab_size",
            ]
        ),
        (48, ["intermediate_size", "n_inner", "ffn_dim", "d_ff", "encoder_ffn_dim", "decoder_ffn_dim"]),
        (24, ["max_position_embeddings", "n_positions", "n_ctx"]),
        (8, ["d_kv", "relative_attention_num_buckets"]),
        (16, ["relative_attention_max_distance"]),
        (4, ["sliding_window"]),
        (3, ["num_labels"]),
        (0, ["pad_token_id", "decoder_start_token_id"]),
        (1, ["bos_token_id"]),
        (2, ["eos_token_id"]),
    ];

    public static ModelFamilies Families { get; } =
        new(
            typeof(BertFamily)
                .Assembly.GetExportedTypes()
                .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IModelFamily)))
                .Select(type => (IModelFamily)Activator.CreateInstance(type)!)
        );

    /// <summary>Every architecture of every family.</summary>
    public static IReadOnlyList<string> Architectures { get; } = [.. Families.All.SelectMany(f => f.Info.Architectures)];

    public static ModelConfig Of(string architecture)
    {
        var json = new JsonObject { ["architectures"] = new JsonArray(architecture), ["token_labels"] = new JsonArray("O", "B-time") };
        foreach (var (value, names) in Sizes)
        {
            foreach (var name in names)
                json[name] = value;
        }

        // What begins from an encoder holds that one's configuration.
        if (architecture == "WarmStartedEncoderDecoder")
            json["encoder"] = JsonNode.Parse(Of("BertModel").Json);
        try
        {
            return Families.Read(json.ToJsonString(), architecture);
        }
        catch (InputException refused)
        {
            // A family names the fields that are not its own, in quotation marks: the rest is its configuration.
            foreach (var problem in refused.Problems)
                json.Remove(problem.What.Split('\'')[1]);
            return Families.Read(json.ToJsonString(), architecture);
        }
    }
}
