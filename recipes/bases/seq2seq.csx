// A multilingual encoder-decoder of a few million weights, in three and three layers, of mBART's kind: it mends texts whose spans were
// hidden and whose sentences changed places, in ten languages (Portuguese of Portugal and Brazil under one code). texts.csx says what it
// reads, and what is held out; nothing is fine-tuned: gates.csx tells what the base is worth. The folder seq2seq/ beside this file keeps
// what it gave. Positions begin as sinusoids, and seven texts of ten are short: with both it learns to copy within some hundred steps, and
// without either not within four million tokens. About a quarter of an hour on two cores.
//   clt run recipes/bases/seq2seq.csx
#r "../../artifacts/Clt.Recipes.dll"
#load "texts.csx"
using static Clt.Recipe;

var tokens = Setting("tokens", 4_000_000); // of texts and spoilt texts together
var rate = Setting("rate", 1.5e-3);
var batch = Setting("batch", 32);

return Study("bases/seq2seq")
    .Tokenizer(Unigram(vocabulary: 10_000, examples: 20_000, coverage: 0.998, languages: Texts.Mended))
    .Base(
        Pretrain(
            Seq2Seq(layers: 3, width: 192, heads: 6, inner: 768, context: 256, noise: Spans(0.35), sinusoids: true),
            on: Texts.ToMend(),
            tokens: tokens,
            batch: batch,
            lr: Cosine(rate, warmup: 100, final: 0.1),
            checkpointEvery: Steps(250),
            weightDecay: 0.05,
            optimizer: AdamW(0.9, 0.98),
            seed: 1
        )
    )
    // Nothing is trained on: how likely the base finds texts that are whole.
    .Task(LanguageModelling(HelpPages(Texts.HelpTags, passage: 350)))
    .Evaluate(Texts.Mended, items: 20)
    .Report();
