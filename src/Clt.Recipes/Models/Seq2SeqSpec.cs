using System.Text.Json.Nodes;
using Clt.Engine.Models;

namespace Clt.Recipes.Models;

/// <summary>
/// An encoder-decoder of the mBART kind that is trained from nothing, on texts that were spoilt. What it writes begins with the end token.
/// </summary>
/// <inheritdoc cref="TransformerSpec"/>
public sealed record Seq2SeqSpec(int Layers, int Width, int Heads, int Inner, int Context)
    : TransformerSpec(Layers, Width, Heads, Inner, Context)
{
    /// <summary>How texts are spoilt.</summary>
    public TextNoise Noise { get; init; } = new();

    public override ModelShapeInfo Info =>
        new("Seq2Seq", Context)
        {
            Text =
                $"seq2seq, {Layers} layers, width {Width}, {Heads} heads, inner {Inner}, context {Context}, "
                + FormattableString.Invariant($"{Noise.Ratio:0.##%} masked in spans of {Noise.MeanLength:0.##}")
                + (Noise.PermuteSentences ? ", sentences permuted" : ""),
            // What is not asked for is not in the text: cells of older recipes keep their names.
            Settings = Noise == new TextNoise() ? Sizes : [.. Sizes, .. Noise.Fields],
            NeedsMask = true,
            Noise = Noise,
        };

    public override IEnumerable<Problem> Problems() => base.Problems().Concat(Noise.Problems(""));

    public override ModelConfig Config(ModelVocabulary vocabulary, ModelFamilies families) =>
        families.Read(
            new JsonObject
            {
                ["activation_function"] = "gelu",
                ["architectures"] = new JsonArray("MBartForConditionalGeneration"),
                ["bos_token_id"] = vocabulary.Begin,
                ["d_model"] = Width,
                ["decoder_attention_heads"] = Heads,
                ["decoder_ffn_dim"] = Inner,
                ["decoder_layers"] = Layers,
                ["decoder_start_token_id"] = vocabulary.End ?? 0,
                ["encoder_attention_heads"] = Heads,
                ["encoder_ffn_dim"] = Inner,
                ["encoder_layers"] = Layers,
                ["eos_token_id"] = vocabulary.End,
                ["init_std"] = 0.02,
                ["max_position_embeddings"] = Context,
                ["model_type"] = "mbart",
                ["pad_token_id"] = vocabulary.End,
                ["scale_embedding"] = false,
                ["tie_word_embeddings"] = true,
                ["vocab_size"] = vocabulary.Size,
            }.ToJsonString(),
            "Seq2Seq"
        );
}
