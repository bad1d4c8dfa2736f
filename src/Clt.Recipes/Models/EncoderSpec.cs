using System.Text.Json.Nodes;
using Clt.Engine.Models;

namespace Clt.Recipes.Models;

/// <summary>An encoder of the BERT kind that is trained from nothing, on tokens that were hidden.</summary>
/// <inheritdoc cref="ModelSpec"/>
public sealed record EncoderSpec(int Layers, int Width, int Heads, int Inner, int Context) : ModelSpec(Layers, Width, Heads, Inner, Context)
{
    internal override string Word => "Encoder";

    internal override bool NeedsMask => true;

    internal override IReadOnlyList<(string Key, object? Value)> Fields =>
        [("kind", "encoder"), ("layers", Layers), ("width", Width), ("heads", Heads), ("inner", Inner), ("context", Context)];

    internal override ModelConfig Config(int vocabulary, int? begin, int? end, ModelFamilies families) => families.Read(
        new JsonObject
        {
            ["architectures"] = new JsonArray("BertForMaskedLM"),
            ["bos_token_id"] = begin,
            ["eos_token_id"] = end,
            ["hidden_act"] = "gelu",
            ["hidden_size"] = Width,
            ["initializer_range"] = 0.02,
            ["intermediate_size"] = Inner,
            ["layer_norm_eps"] = 1e-12,
            ["max_position_embeddings"] = Context,
            ["model_type"] = "bert",
            ["num_attention_heads"] = Heads,
            ["num_hidden_layers"] = Layers,
            ["pad_token_id"] = end,
            ["tie_word_embeddings"] = true,
            ["type_vocab_size"] = 2,
            ["vocab_size"] = vocabulary,
        }.ToJsonString(),
        Word);
}
