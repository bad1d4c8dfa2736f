using System.Globalization;
using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Optimizers;
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
    /// <param name="languages">
    /// Languages that get a code each, for encoder-decoders: the code of its language stands behind a text, as mBART's does.
    /// </param>
    public static Choice<TokenizerSpec> ByteLevelBpe(
        Choice<int> vocabulary,
        MixtureChoice? on = null,
        Digits digits = Digits.Split,
        Choice<int>? examples = null,
        LanguageSet? languages = null
    )
    {
        var draws = examples ?? Choice.Default(20_000);
        return Choice.From(
            p => new TokenizerSpec(vocabulary.At(p), on?.At(p), digits, draws.At(p)) { Languages = languages ?? new LanguageSet([]) },
            vocabulary.Origin
        );
    }

    /// <summary>
    /// A subword tokenizer of a unigram language model (Kudo 2018), trained once for the study as sentencepiece does it: words begin with a
    /// mark for the space, and characters that are too rare are unknown.
    /// </summary>
    /// <param name="vocabulary">Entries, special ones included.</param>
    /// <param name="on">What it is trained on; the texts of pre-training by default.</param>
    /// <param name="digits">Whether each digit is a token of its own.</param>
    /// <param name="examples">How many examples are drawn from a mixture given by shares.</param>
    /// <param name="coverage">Share of all characters that the vocabulary spells; 0.9995 by default.</param>
    /// <param name="languages">As for <see cref="ByteLevelBpe"/>.</param>
    public static Choice<TokenizerSpec> Unigram(
        Choice<int> vocabulary,
        MixtureChoice? on = null,
        Digits digits = Digits.Split,
        Choice<int>? examples = null,
        Choice<double>? coverage = null,
        LanguageSet? languages = null
    )
    {
        var draws = examples ?? Choice.Default(20_000);
        return Choice.From(
            p => new TokenizerSpec(vocabulary.At(p), on?.At(p), digits, draws.At(p))
            {
                Coverage = coverage?.At(p) ?? UnigramCoverage,
                Languages = languages ?? new LanguageSet([]),
            },
            vocabulary.Origin
        );
    }

    private const double UnigramCoverage = 0.9995;

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
        bool tied = true
    ) =>
        Choice.From<IModelSpec>(p =>
        {
            var (size, count) = (width.At(p), heads.At(p));
            var forward = inner?.At(p) ?? ((size * 8 / 3) + 31) / 32 * 32;
            return new DecoderSpec(layers.At(p), size, count, keyValueHeads?.At(p) ?? count, forward, context?.At(p) ?? 256, tied);
        });

    /// <summary>
    /// An encoder to be trained from nothing on tokens that were hidden (masked language modelling). Its texts are laid into rows of one
    /// language (<see cref="LanguageRows"/>) unless <c>Pretrain</c> says otherwise. With norms before its layers it is kept in ESM's form,
    /// with norms behind them in BERT's.
    /// </summary>
    /// <param name="layers">Blocks.</param>
    /// <param name="width">Size of the hidden states.</param>
    /// <param name="heads">Attention heads; with rotary positions of an even size.</param>
    /// <param name="inner">Size of the feed-forward layer; four times the width by default.</param>
    /// <param name="context">Longest sequence in tokens, and the length of rows; 256 by default.</param>
    /// <param name="norms"><see cref="PreNorm"/>, the default, or <see cref="PostNorm"/>.</param>
    /// <param name="positions">
    /// <see cref="RotaryPositions"/> or <see cref="LearnedPositions"/>; rotary with norms before layers, learned with norms behind them, by
    /// default.
    /// </param>
    /// <param name="masking"><see cref="Masks"/>: 30 % of the tokens by default.</param>
    /// <param name="scaledResiduals">What layers add to the residual stream begins at 1/√(2 layers) of its size.</param>
    /// <param name="embeddingScale">How many times larger, and faster to learn, embeddings are than other matrices; 4 by default.</param>
    public static Choice<IModelSpec> Encoder(
        Choice<int> layers,
        Choice<int> width,
        Choice<int> heads,
        Choice<int>? inner = null,
        Choice<int>? context = null,
        Choice<NormPlacement>? norms = null,
        Choice<EncoderPositions>? positions = null,
        Choice<MaskingSpec>? masking = null,
        bool scaledResiduals = true,
        Choice<double>? embeddingScale = null
    ) =>
        Choice.From<IModelSpec>(p =>
        {
            var (size, standing) = (width.At(p), norms?.At(p) ?? NormPlacement.Before);
            var usual = standing == NormPlacement.Before ? EncoderPositions.Rotary : EncoderPositions.Learned;
            return new EncoderSpec(layers.At(p), size, heads.At(p), inner?.At(p) ?? (4 * size), context?.At(p) ?? 256)
            {
                Norms = standing,
                Positions = positions?.At(p) ?? usual,
                Masking = masking?.At(p) ?? new MaskingSpec(),
                Start = new EncoderStart { ScaledResiduals = scaledResiduals, EmbeddingScale = embeddingScale?.At(p) ?? 4 },
            };
        });

    /// <summary>Which tokens an encoder's pre-training hides (Devlin et al. 2019, section 3.1: 0.15, 0.8, 0.1).</summary>
    /// <param name="rate">Share of the tokens that are chosen.</param>
    /// <param name="mask">Share of the chosen that become the mask.</param>
    /// <param name="random">Share of the chosen that become a random token; the others stay as they are.</param>
    /// <param name="wholeWords">All tokens of a word are chosen together.</param>
    public static Choice<MaskingSpec> Masks(Choice<double> rate, double mask = 0.9, double random = 0.05, bool wholeWords = false) =>
        rate.Select(r => new MaskingSpec
        {
            Rate = r,
            Mask = mask,
            Random = random,
            WholeWords = wholeWords,
        });

    /// <summary>
    /// An encoder-decoder of the mBART kind, to be trained from nothing on texts whose spans were hidden and whose sentences changed places
    /// (span denoising).
    /// </summary>
    /// <param name="layers">Blocks of the encoder, and of the decoder.</param>
    /// <param name="width">Size of the hidden states.</param>
    /// <param name="heads">Attention heads.</param>
    /// <param name="inner">Size of the feed-forward layers; four times the width by default.</param>
    /// <param name="context">Longest sequence in tokens, of source and of target.</param>
    /// <param name="noise"><see cref="Spans"/>: mBART's figures by default.</param>
    public static Choice<IModelSpec> Seq2Seq(
        Choice<int> layers,
        Choice<int> width,
        Choice<int> heads,
        Choice<int>? inner = null,
        Choice<int>? context = null,
        Choice<TextNoise>? noise = null
    ) =>
        Choice.From<IModelSpec>(p => new Seq2SeqSpec(
            layers.At(p),
            width.At(p),
            heads.At(p),
            inner?.At(p) ?? (4 * width.At(p)),
            context?.At(p) ?? 256
        )
        {
            Noise = noise?.At(p) ?? new TextNoise(),
        });

    /// <summary>Span denoising: how texts are spoilt that an encoder-decoder learns to mend (Lewis et al. 2020, Liu et al. 2020).</summary>
    /// <param name="ratio">Share of the tokens that is masked.</param>
    /// <param name="meanLength">Mean of the masked spans' lengths in tokens, which are Poisson distributed; a span is one mask.</param>
    /// <param name="permute">Whether sentences change places.</param>
    public static Choice<TextNoise> Spans(Choice<double>? ratio = null, double meanLength = 3.5, bool permute = true) =>
        (ratio ?? Choice.Default(0.35)).Select(r => new TextNoise
        {
            Ratio = r,
            MeanLength = meanLength,
            PermuteSentences = permute,
        });

    /// <summary>A base of its own for every seed of the study.</summary>
    public static readonly Choice<long>? PerSeed = null;

    /// <summary>A base that the study trains, from nothing: one for every seed, or one for all.</summary>
    /// <param name="model">Its shape: <c>Decoder(…)</c>, <c>Encoder(…)</c>, <c>Seq2Seq(…)</c>.</param>
    /// <param name="on">What it is trained on.</param>
    /// <param name="tokens">Tokens to train on.</param>
    /// <param name="batch">Examples an optimiser step; 128 by default.</param>
    /// <param name="lr">Learning rate; a cosine from 3e-3 to a tenth of it, with 100 steps of warm-up, by default.</param>
    /// <param name="packing">
    /// How examples are laid into steps; rows of one language for encoders and single texts for others by default.
    /// </param>
    /// <param name="checkpointEvery">Steps between checkpoints; 100 by default.</param>
    /// <param name="selectBy">Which checkpoint is kept; the last by default.</param>
    /// <param name="weightDecay">AdamW's decoupled decay; 0.1 by default.</param>
    /// <param name="clip">Largest norm of the gradient.</param>
    /// <param name="validation">Held-out examples a part and language.</param>
    /// <param name="seed">
    /// Seed of its weights and data. <see cref="PerSeed"/>, the default, trains a base for every seed of the study, so that intervals cover
    /// bases too; a number trains one for all, and intervals hold for that base.
    /// </param>
    /// <param name="precision"><c>Float32</c>, <c>BFloat16</c> with fp32 master weights, or <c>FasterPrecision</c>.</param>
    /// <param name="optimizer"><c>AdamW()</c> by default; <c>AdamW(0.9, 0.98)</c> forgets early, large gradients sooner.</param>
    /// <param name="keep">
    /// Checkpoints to keep, by the share of the tokens that they have seen: <c>LogSpaced(12)</c>, or shares such as <c>[0, 0.1, 1]</c>; 0
    /// is the model before training.
    /// </param>
    /// <param name="at">The kept checkpoint to start from, usually an axis over those; the base at its end by default.</param>
    /// <param name="maxLength">Most tokens of a text, special tokens included; the model's context by default.</param>
    /// <param name="overlong">
    /// What becomes of longer texts: <c>Truncate(Right)</c> (the default), <c>Truncate(Left)</c>, <c>SplitUp</c>, <c>LeaveOut</c> or
    /// <c>Refuse</c>.
    /// </param>
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
        Choice<Precision>? precision = null,
        Choice<IOptimizer>? optimizer = null,
        IReadOnlyList<double>? keep = null,
        Choice<double>? at = null,
        Choice<int?>? maxLength = null,
        Choice<Overlong>? overlong = null
    )
    {
        var rows = new Choice<Packing>(p => model.At(p) is EncoderSpec ? Packing.LanguageRows : Packing.None, "default");
        var train = new TrainChoice(_ => PretrainSpec.Usual)
            .With(TrainSettings.Batch, batch)
            .With(TrainSettings.Rate, lr)
            .With(TrainSettings.Packing, packing ?? rows)
            .With(TrainSettings.CheckpointEvery, checkpointEvery)
            .With(TrainSettings.SelectBy, selectBy)
            .With(TrainSettings.WeightDecay, weightDecay)
            .With(TrainSettings.Clip, clip)
            .With(TrainSettings.Validation, validation)
            .With(TrainSettings.Precision, precision)
            .With(TrainSettings.Optimizer, optimizer)
            .With(TrainSettings.MaxLength, maxLength)
            .With(TrainSettings.Overlong, overlong);
        return new PretrainChoice(
            p => new PretrainSpec(model.At(p), on.At(p), tokens.At(p), train.At(p), seed?.At(p)) { Keep = keep ?? [], At = at?.At(p) },
            train,
            tokens.Origin
        );
    }

    /// <summary>Shares of pre-training that are even on a logarithmic scale, the last of them 1, to three digits.</summary>
    /// <param name="count">How many; two or more.</param>
    /// <param name="from">The first.</param>
    /// <exception cref="InputException">There are fewer than two, or the first is not between 0 and 1.</exception>
    public static double[] LogSpaced(int count, double from = 0.01)
    {
        if (count < 2 || !(from is > 0 and < 1))
        {
            throw new InputException(
                FormattableString.Invariant($"{count} shares from {from} are asked for"),
                "LogSpaced",
                "Ask for two or more, from a share between 0 and 1."
            );
        }

        double Share(int i) =>
            double.Parse(
                Math.Pow(from, (count - 1.0 - i) / (count - 1)).ToString("G3", CultureInfo.InvariantCulture),
                CultureInfo.InvariantCulture
            );
        return [.. Enumerable.Range(0, count).Select(Share)];
    }
}
