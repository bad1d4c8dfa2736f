using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Plugins.Models.Encoders;

namespace Clt.Engine.Tests;

/// <summary>An encoder small enough to train in a test.</summary>
internal static class TinyEncoder
{
    public const int Context = 24;

    public static ModelFamilies Families { get; } = new([new BertFamily(), new XlmRobertaFamily()]);

    /// <summary>Its configuration without a head.</summary>
    public static EncoderConfig Config() =>
        (EncoderConfig)
            Families.Read(
                $$"""
                {"architectures": ["BertModel"], "vocab_size": 64, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
                 "intermediate_size": 48, "max_position_embeddings": {{Context}}, "type_vocab_size": 2, "initializer_range": 0.2}
                """,
                "tiny encoder"
            );

    public static EncoderModel Create(EncoderConfig config, long seed = 1) => EncoderModel.Create(config, seed);
}
