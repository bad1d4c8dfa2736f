using System.Text.Json.Nodes;
using Clt.Engine.Models;

namespace Clt.Recipes.Models;

/// <summary>An encoder of the BERT kind that is trained from nothing, on tokens that were hidden.</summary>
/// <inheritdoc cref="TransformerSpec"/>
public sealed record EncoderSpec(int Layers, int Width, int Heads, int Inner, int Context)
    : TransformerSpec(Layers, Width, Heads, Inner, Context)
{
    public override ModelShapeInfo Info => new("Encoder", Context)
    {
        Text = $"encoder, {Layers} layers, width {Width}, {Heads} heads, inner {Inner}, context {Context}",
        Settings = Sizes,
        NeedsMask = true,
    };

    public override ModelConfig Config(ModelVocabulary vocabulary, ModelFamilies families) => families.Read(
        new JsonObject
        {
            ["architectures"] = new JsonArray("BertForMaskedLM"),
            ["bos_token_id"] = vocabulary.Begin,
            ["eos_token_id"] = vocabulary.End,
            ["hidden_act"] = "gelu",
            ["hidden_size"] = Width,
            ["initializer_range"] = 0.02,
            ["intermediate_size"] = Inner,
            ["layer_norm_eps"] = 1e-12,
            ["max_position_embeddings"] = Context,
            ["model_type"] = "bert",
            ["num_attention_heads"] = Heads,
            ["num_hidden_layers"] = Layers,
            ["pad_token_id"] = vocabulary.End,
            ["tie_word_embeddings"] = true,
            ["type_vocab_size"] = 2,
            ["vocab_size"] = vocabulary.Size,
        }.ToJsonString(),
        "Encoder");
}
