using System.Text.Json.Nodes;
using Clt.Engine.Models;

namespace Clt.Recipes.Models;

/// <summary>An encoder-decoder of the mBART kind that is trained from nothing, on texts that were spoilt. What it writes begins with the end token.</summary>
/// <inheritdoc cref="ModelSpec"/>
public sealed record Seq2SeqSpec(int Layers, int Width, int Heads, int Inner, int Context) : ModelSpec(Layers, Width, Heads, Inner, Context)
{
    internal override string Word => "Seq2Seq";

    internal override bool NeedsMask => true;

    internal override IReadOnlyList<(string Key, object? Value)> Fields =>
        [("kind", "encoder-decoder"), ("layers", Layers), ("width", Width), ("heads", Heads), ("inner", Inner), ("context", Context)];

    internal override ModelConfig Config(int vocabulary, int? begin, int? end, ModelFamilies families) => families.Read(
        new JsonObject
        {
            ["activation_function"] = "gelu",
            ["architectures"] = new JsonArray("MBartForConditionalGeneration"),
            ["bos_token_id"] = begin,
            ["d_model"] = Width,
            ["decoder_attention_heads"] = Heads,
            ["decoder_ffn_dim"] = Inner,
            ["decoder_layers"] = Layers,
            ["decoder_start_token_id"] = end ?? 0,
            ["encoder_attention_heads"] = Heads,
            ["encoder_ffn_dim"] = Inner,
            ["encoder_layers"] = Layers,
            ["eos_token_id"] = end,
            ["init_std"] = 0.02,
            ["max_position_embeddings"] = Context,
            ["model_type"] = "mbart",
            ["pad_token_id"] = end,
            ["scale_embedding"] = false,
            ["tie_word_embeddings"] = true,
            ["vocab_size"] = vocabulary,
        }.ToJsonString(),
        Word);
}
