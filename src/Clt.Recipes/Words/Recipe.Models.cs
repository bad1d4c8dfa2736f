using Clt.Engine.Training;
using Clt.Recipes.Grid;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;
using Clt.Recipes.Training;

namespace Clt;

public static partial class Recipe
{
    /// <summary>A byte-level BPE tokenizer, trained once for the study.</summary>
    /// <param name="vocabulary">Entries, special ones included; more than 256.</param>
    /// <param name="on">What it is trained on; the texts of pre-training by default.</param>
    /// <param name="digits">Whether each digit is a token of its own.</param>
    /// <param name="examples">How many examples are drawn from a mixture given by shares.</param>
    public static Choice<TokenizerSpec> ByteLevelBpe(
        Choice<int> vocabulary, MixtureChoice? on = null, Digits digits = Digits.Split, Choice<int>? examples = null)
    {
        var draws = examples ?? Choice.Default(20_000);
        return Choice.From(p => new TokenizerSpec(vocabulary.At(p), on?.At(p), digits, draws.At(p)), vocabulary.Origin);
    }

    /// <summary>A decoder of the Llama kind, to be trained from nothing.</summary>
    /// <param name="layers">Blocks.</param>
    /// <param name="width">Size of the hidden states.</param>
    /// <param name="heads">Attention heads.</param>
    /// <param name="keyValueHeads">Heads of keys and values; as many as <paramref name="heads"/> by default.</param>
    /// <param name="inner">Size of the feed-forward layer; 8/3 of the width, rounded up to a multiple of 32, by default.</param>
    /// <param name="context">Longest sequence in tokens.</param>
    /// <param name="tied">Whether the head shares the input embeddings.</param>
    public static Choice<IModelSpec> Decoder(
        Choice<int> layers,
        Choice<int> width,
        Choice<int> heads,
        Choice<int>? keyValueHeads = null,
        Choice<int>? inner = null,
        Choice<int>? context = null,
        bool tied = true) => Choice.From<IModelSpec>(p =>
        {
            var (size, count) = (width.At(p), heads.At(p));
            var forward = inner?.At(p) ?? ((size * 8 / 3) + 31) / 32 * 32;
            return new DecoderSpec(layers.At(p), size, count, keyValueHeads?.At(p) ?? count, forward, context?.At(p) ?? 256, tied);
        });

    /// <summary>An encoder of the BERT kind, to be trained from nothing on tokens that were hidden (masked language modelling).</summary>
    /// <param name="layers">Blocks.</param>
    /// <param name="width">Size of the hidden states.</param>
    /// <param name="heads">Attention heads.</param>
    /// <param name="inner">Size of the feed-forward layer; four times the width by default.</param>
    /// <param name="context">Longest sequence in tokens.</param>
    public static Choice<IModelSpec> Encoder(
        Choice<int> layers, Choice<int> width, Choice<int> heads, Choice<int>? inner = null, Choice<int>? context = null) =>
            Choice.From<IModelSpec>(
        p => new EncoderSpec(layers.At(p), width.At(p), heads.At(p), inner?.At(p) ?? (4 * width.At(p)), context?.At(p) ?? 256));

    /// <summary>
    /// An encoder-decoder of the mBART kind, to be trained from nothing on texts whose spans were hidden and whose sentences changed places (span
    /// denoising).
    /// </summary>
    /// <param name="layers">Blocks of the encoder, and of the decoder.</param>
    /// <param name="width">Size of the hidden states.</param>
    /// <param name="heads">Attention heads.</param>
    /// <param name="inner">Size of the feed-forward layers; four times the width by default.</param>
    /// <param name="context">Longest sequence in tokens, of source and of target.</param>
    public static Choice<IModelSpec> Seq2Seq(
        Choice<int> layers, Choice<int> width, Choice<int> heads, Choice<int>? inner = null, Choice<int>? context = null) =>
            Choice.From<IModelSpec>(
        p => new Seq2SeqSpec(layers.At(p), width.At(p), heads.At(p), inner?.At(p) ?? (4 * width.At(p)), context?.At(p) ?? 256));

    /// <summary>A base of its own for every seed of the study.</summary>
    public static readonly Choice<long>? PerSeed = null;

    /// <summary>A base that the study trains, from nothing: one for every seed, or one for all.</summary>
    /// <param name="model">Its shape: <c>Decoder(…)</c>, <c>Encoder(…)</c>, <c>Seq2Seq(…)</c>.</param>
    /// <param name="on">What it is trained on.</param>
    /// <param name="tokens">Tokens to train on.</param>
    /// <param name="batch">Examples an optimiser step; 128 by default.</param>
    /// <param name="lr">Learning rate; a cosine from 3e-3 to a tenth of it, with 100 steps of warm-up, by default.</param>
    /// <param name="packing">How examples are laid into steps.</param>
    /// <param name="checkpointEvery">Steps between checkpoints; 100 by default.</param>
    /// <param name="selectBy">Which checkpoint is kept; the last by default.</param>
    /// <param name="weightDecay">AdamW's decoupled decay; 0.1 by default.</param>
    /// <param name="clip">Largest norm of the gradient.</param>
    /// <param name="validation">Held-out examples a part and language.</param>
    /// <param name="seed">
    /// Seed of its weights and data. <see cref="PerSeed"/>, the default, trains a base for every seed of the study, so that intervals cover bases too; a number
    /// trains one for all, and intervals hold for that base.
    /// </param>
    /// <param name="precision"><c>Float32</c>, <c>BFloat16</c> with fp32 master weights, or <c>FasterPrecision</c>.</param>
    public static Choice<BaseSpec> Pretrain(
        Choice<IModelSpec> model,
        MixtureChoice on,
        Choice<int> tokens,
        Choice<int>? batch = null,
        Choice<ISchedule>? lr = null,
        Choice<Packing>? packing = null,
        Choice<Cadence>? checkpointEvery = null,
        Choice<SelectBy>? selectBy = null,
        Choice<double>? weightDecay = null,
        Choice<double>? clip = null,
        Choice<int>? validation = null,
        Choice<long>? seed = null,
        Choice<Precision>? precision = null)
    {
        var train = new TrainChoice(_ => PretrainSpec.Usual)
            .With(TrainSettings.Batch, batch)
            .With(TrainSettings.Rate, lr)
            .With(TrainSettings.Packing, packing)
            .With(TrainSettings.CheckpointEvery, checkpointEvery)
            .With(TrainSettings.SelectBy, selectBy)
            .With(TrainSettings.WeightDecay, weightDecay)
            .With(TrainSettings.Clip, clip)
            .With(TrainSettings.Validation, validation)
            .With(TrainSettings.Precision, precision);
        return new PretrainChoice(
            p => new PretrainSpec(model.At(p), on.At(p), tokens.At(p), train.At(p), seed?.At(p)), train, tokens.Origin);
    }
}
