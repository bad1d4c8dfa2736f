using System.Text.Json.Nodes;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;

namespace Clt.Recipes.Models;

/// <summary>
/// An encoder that is trained from nothing on tokens that were hidden. With norms before each layer it has ESM's shape, with norms behind
/// them BERT's, so that transformers reads what it becomes.
/// </summary>
/// <inheritdoc cref="TransformerSpec"/>
public sealed record EncoderSpec(int Layers, int Width, int Heads, int Inner, int Context)
    : TransformerSpec(Layers, Width, Heads, Inner, Context)
{
    private const double Deviation = 0.02;

    /// <summary>Pre-norm or post-norm.</summary>
    public NormPlacement Norms { get; init; }

    /// <summary>How tokens know their places.</summary>
    public EncoderPositions Positions { get; init; }

    /// <summary>Which tokens are hidden.</summary>
    public MaskingSpec Masking { get; init; } = new();

    /// <summary>What fresh weights differ in from a plain normal distribution.</summary>
    public EncoderStart Start { get; init; } = new();

    public override ModelShapeInfo Info =>
        new("Encoder", Context)
        {
            Text =
                $"encoder, {Layers} layers, width {Width}, {Heads} heads, inner {Inner}, context {Context}, norms "
                + $"{(IsPreNorm ? "before" : "after")} each layer, "
                + FormattableString.Invariant($"{(IsRotary ? "rotary" : "learned")} positions, {Masking.Rate:0.##%} of the tokens hidden"),
            Settings =
            [
                .. Sizes,
                ("norms", Norms),
                ("positions", Positions),
                .. Masking.Fields,
                ("scaled residuals", Start.ScaledResiduals),
                ("embedding scale", Start.EmbeddingScale),
            ],
            NeedsMask = true,
            Masking = Masking,
            Start = Start,
        };

    protected override int HeadMultiple => IsRotary ? 2 : 1;

    private bool IsPreNorm => Norms == NormPlacement.Before;

    private bool IsRotary => Positions == EncoderPositions.Rotary;

    public override IEnumerable<Problem> Problems()
    {
        foreach (var problem in base.Problems().Concat(Masking.Problems()))
            yield return problem;
        if (!IsPreNorm && IsRotary)
            yield return Wrong(
                "no known family has rotary positions and norms behind its layers",
                "Take positions: LearnedPositions, or norms: PreNorm."
            );
        if (!(Start.EmbeddingScale > 0))
            yield return Wrong($"the embedding scale is {Start.EmbeddingScale}", "Give a number above 0; 1 changes nothing.");
    }

    public override ModelConfig Config(ModelVocabulary vocabulary, ModelFamilies families) =>
        families.Read((IsPreNorm ? Esm(vocabulary) : Bert(vocabulary)).ToJsonString(), "Encoder");

    private JsonObject Esm(ModelVocabulary vocabulary)
    {
        // What pads stands nowhere: learned positions begin behind its id.
        var padding = vocabulary.End ?? 0;
        return With(
            vocabulary,
            new JsonObject
            {
                ["architectures"] = new JsonArray("EsmForMaskedLM"),
                ["emb_layer_norm_before"] = false,
                ["layer_norm_eps"] = 1e-5,
                ["max_position_embeddings"] = IsRotary ? Context : Context + padding + 1,
                ["model_type"] = "esm",
                ["pad_token_id"] = padding,
                ["position_embedding_type"] = IsRotary ? "rotary" : "absolute",
                ["token_dropout"] = false,
            }
        );
    }

    private JsonObject Bert(ModelVocabulary vocabulary) =>
        With(
            vocabulary,
            new JsonObject
            {
                ["architectures"] = new JsonArray("BertForMaskedLM"),
                ["layer_norm_eps"] = 1e-12,
                ["max_position_embeddings"] = Context,
                ["model_type"] = "bert",
                ["pad_token_id"] = vocabulary.End,
                ["type_vocab_size"] = 2,
            }
        );

    private JsonObject With(ModelVocabulary vocabulary, JsonObject json)
    {
        json["bos_token_id"] = vocabulary.Begin;
        json["eos_token_id"] = vocabulary.End;
        json["hidden_act"] = "gelu";
        json["hidden_size"] = Width;
        json["initializer_range"] = Deviation;
        json["intermediate_size"] = Inner;
        json["num_attention_heads"] = Heads;
        json["num_hidden_layers"] = Layers;
        json["tie_word_embeddings"] = true;
        json["vocab_size"] = vocabulary.Size;
        return json;
    }
}
