// Bases, one a seed, that know numbers and their words in eight languages learn to answer arithmetic questions:
// in English only, and with N more examples in each of four languages. How much of it reaches the others?
// The way of the Post-trainer's Guide (arXiv 2504.16677) in miniature; about three minutes on two cores.
#r "../artifacts/Clt.Recipes.dll"
using static Clt.Recipe;

var english = Lang("en");
var seen = Langs("es fr ja zh");
var unseen = Langs("ar ko pt");
var all = english + seen + unseen;

var n = Axis("samples per language", 0, 25, 100, 400);
var answer = Axis("answer", "working", "result"); // "23 + 4 = 27", or "27" alone

// Pre-training never shows a question with its answer: numbers = words, expressions in words = in digits, sums in digits, bare questions.
var lines = LanguageModelling(on: NumberWordText("en es fr ja zh ar ko pt", below: 50));
var questions = NumberWords(below: 50);

return Study("quickstart")
    .Tokenizer(ByteLevelBpe(vocabulary: 1024))
    .Base(
        Pretrain(
            Decoder(layers: 4, width: 128, heads: 4),
            on: Share(1, lines, all),
            tokens: 500_000,
            lr: Cosine(5e-3, warmup: 50, final: 0.1),
            optimizer: Muon()
        )
    )
    .Task(answer.Select(a => Arithmetic(on: questions, answer: a)))
    .Mixture(Fixed(english, 1000) + PerLanguage(seen, n))
    .Train(batch: 32, lr: Linear(1e-3), epochs: 3, checkpointEvery: Steps(100), selectBy: ValidationLoss)
    .Evaluate(all, items: 100)
    .Seeds(1, 2, 3)
    .Report(RelativeToEnglish(), SeenVersusUnseen());
