using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Objectives;
using Clt.Engine.Parameters;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;
using Clt.Recipes.Models;

namespace Clt.Running.Kinds;

/// <summary>How a fresh model of a kind learns from plain texts.</summary>
/// <param name="Objective">Makes the model, with what it minimises.</param>
/// <param name="Read">A text as such a model reads it, in parts where texts that are too long are split up.</param>
internal sealed record Pretraining(Func<IObjective> Objective, Func<Example, IReadOnlyList<TrainingExample>> Read)
{
    /// <summary>
    /// Decoders learn each token from those before it, encoders those that are hidden, encoder-decoders texts that were spoilt.
    /// </summary>
    /// <exception cref="InputException">The tokenizer has no token for what is hidden.</exception>
    public static Pretraining Of(
        ModelConfig config,
        ModelShapeInfo shape,
        HubTokenizer tokenizer,
        Seed seed,
        Dtype dtype,
        LengthLimit limit
    ) =>
        config switch
        {
            EncoderConfig encoder => Masked(encoder, shape, tokenizer, seed, dtype, limit),
            SequenceToSequenceConfig pair => Mended(pair, shape, tokenizer, seed, dtype, limit),
            DecoderConfig => new Pretraining(
                () => new CausalLanguageModelling(LanguageModel.Create(config, seed, dtype)),
                new ExampleTokenizer(tokenizer, SequenceFrame.Of(tokenizer), config.ContextLength, limit).Parts
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(config), config.GetType().Name, "A model of an unknown kind."),
        };

    private static Pretraining Mended(
        SequenceToSequenceConfig config,
        ModelShapeInfo shape,
        HubTokenizer tokenizer,
        Seed seed,
        Dtype dtype,
        LengthLimit limit
    )
    {
        var noise = new SpanNoise(shape.Noise ?? new TextNoise()) { Mask = Mask(tokenizer) };
        return new Pretraining(
            () =>
            {
                var model = SequenceToSequenceModel.Create(config, seed, dtype);
                shape.PairStart?.Apply(model);
                return new SpanDenoising(model, noise);
            },
            new PairTokenizer(tokenizer, config, limit).Documents
        );
    }

    private static Pretraining Masked(
        EncoderConfig config,
        ModelShapeInfo shape,
        HubTokenizer tokenizer,
        Seed seed,
        Dtype dtype,
        LengthLimit limit
    )
    {
        var asked = shape.Masking ?? new MaskingSpec();
        var masking = asked.Of(tokenizer);
        var reader = new EncoderTokenizer(tokenizer, config.ContextLength, limit);
        return new Pretraining(
            () =>
            {
                var model = EncoderModel.Create(config, seed, dtype);
                shape.Start?.Apply(model);
                return new MaskedLanguageModelling(model, masking);
            },
            asked.WholeWords ? reader.WordedTexts : reader.Texts
        );
    }

    private static int Mask(HubTokenizer tokenizer) =>
        tokenizer.MaskId
        ?? throw new InputException(
            "the tokenizer has no token that stands for hidden ones",
            "pre-training",
            "Train the tokenizer with the study."
        );
}
