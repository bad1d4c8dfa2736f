using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Objectives;
using Clt.Engine.Parameters;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;

namespace Clt.Running.Kinds;

/// <summary>How a fresh model of a kind learns from plain texts.</summary>
/// <param name="Objective">Makes the model, with what it minimises.</param>
/// <param name="Read">A text as such a model reads it; longer ones are cut at the context.</param>
internal sealed record Pretraining(Func<IObjective> Objective, Func<Example, TrainingExample> Read)
{
    /// <summary>Decoders learn each token from those before it, encoders those that are hidden, encoder-decoders texts that were spoilt.</summary>
    /// <exception cref="InputException">The tokenizer has no token for what is hidden.</exception>
    public static Pretraining Of(ModelConfig config, HubTokenizer tokenizer, Seed seed, Dtype dtype) => config switch
    {
        EncoderConfig encoder => new Pretraining(
            () => new MaskedLanguageModelling(EncoderModel.Create(encoder, seed, dtype), Masking(tokenizer)),
            new EncoderTokenizer(tokenizer, config.ContextLength).Text),
        SequenceToSequenceConfig pair => new Pretraining(
            () => new SpanDenoising(SequenceToSequenceModel.Create(pair, seed, dtype), new SpanNoise { Mask = Mask(tokenizer) }),
            new PairTokenizer(tokenizer, pair).Document),
        _ => new Pretraining(
            () => new CausalLanguageModelling(LanguageModel.Create(config, seed, dtype)),
            new ExampleTokenizer(tokenizer, SequenceFrame.Of(tokenizer), config.ContextLength, truncate: true).Tokenize),
    };

    private static TokenMasking Masking(HubTokenizer tokenizer) => new()
    {
        MaskId = Mask(tokenizer),
        Vocabulary = tokenizer.VocabularySize,
        Special = Enumerable.Range(0, tokenizer.VocabularySize).Where(tokenizer.IsSpecial).ToHashSet(),
    };

    private static int Mask(HubTokenizer tokenizer) => tokenizer.MaskId ?? throw new InputException(
        "the tokenizer has no token that stands for hidden ones", "pre-training", "Train the tokenizer with the study.");
}
