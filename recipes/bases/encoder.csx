// A multilingual encoder of a few million weights, in six layers, that learns English tags and carries them to other languages. texts.csx
// says what it reads, and what is held out; nothing is fine-tuned: gates.csx tells what the base is worth. The folder encoder/ beside this
// file keeps what it gave. About 40 minutes on two cores.
//   clt run recipes/bases/encoder.csx
#r "../../artifacts/Clt.Recipes.dll"
#load "texts.csx"
using static Clt.Recipe;

var tokens = Setting("tokens", 12_000_000);
var masking = Setting("masking", "tokens"); // or words: all tokens of a word are hidden together

return Study("bases/encoder")
    .Tokenizer(Unigram(vocabulary: 6000, examples: 20_000, coverage: 0.998))
    .Base(
        Pretrain(
            Encoder(layers: 6, width: 192, heads: 6, inner: 768, context: 256, masking: Masks(0.3, wholeWords: masking == "words")),
            on: Texts.Of(),
            tokens: tokens,
            batch: 16,
            lr: Cosine(2e-3, warmup: 200, final: 0.1),
            checkpointEvery: Steps(250),
            weightDecay: 0.05,
            optimizer: AdamW(0.9, 0.98),
            seed: 1
        )
    )
    // Nothing is trained on: translations of held-out questions are found by the cosine of mean states.
    .Task(Translations(Parallel(Xquad(divided: true), field: "question")))
    .Evaluate(Langs("de es ru zh hi ar th"), items: 200)
    .Report();
