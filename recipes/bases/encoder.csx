// A multilingual encoder of a few million weights, in six layers, that learns English tags and carries them to other languages: it has read
// help pages, descriptions of packages and programs, requests to assistants, paragraphs and names, each language by itself. No text was
// joined to its translation, and nothing told the model which texts are translations of each other (help pages and requests have
// translations among the texts, as web pages have). Held out: the parallel treebanks (PUD) altogether; the test and validation parts of
// what is read; a half of XQuAD's paragraphs. Nothing is fine-tuned: recipes/bases/gates.csx tells what the base is worth. The folder
// encoder/ beside this file keeps what it gave.
//   clt run recipes/bases/encoder.csx
#r "../../artifacts/Clt.Recipes.dll"
using static Clt.Recipe;

var tokens = Setting("tokens", 5_000_000);
var masking = Setting("masking", "tokens"); // or words: all tokens of a word are hidden together

var pages = LanguageModelling(on: HelpPages("en de fr es pt pt-BR ru hi ko zh", passage: 700));
var packages = LanguageModelling(on: DebianDescriptions(), field: "description");
var programs = LanguageModelling(on: DebianComponents());
var strings = LanguageModelling(on: InterfaceStrings("de fr es pt pt-BR ru hi ar ko zh th", passage: 400));
var paragraphs = LanguageModelling(on: Xquad(divided: true), field: "context");
var questions = LanguageModelling(on: Xquad(divided: true), field: "question");
var requests = LanguageModelling(on: Mtop());
var dialogue = LanguageModelling(on: Dialogue(divided: "en"));
var names = LanguageModelling(on: LocaleText("en es fr de pt zh ko ar", lines: 4000));

// Shares are of examples, which differ in length: a passage of help or a description has about 150 tokens, a passage of strings 100, a
// paragraph 220, a request 14, a name 6. So English, German and Spanish have about a tenth of all tokens each, Arabic, Hindi and Thai a
// twentieth, and no language less.
var texts =
    Share(36, pages, Langs("en de fr es pt pt-BR ru ko zh"))
    + Share(4, pages, Lang("ru"))
    + Share(1, pages, Lang("hi"))
    + Share(18, packages, Langs("en de fr es pt pt-BR ru ko zh"))
    + Share(2, packages, Lang("ru"))
    + Share(6, programs, Langs("en de fr es pt pt-BR ru ko zh ar"))
    + Share(30, strings, Langs("hi ar ko zh th ru"))
    + Share(10, strings, Langs("en de fr es pt-BR"))
    + Share(6, paragraphs, Langs("en de es ru hi ar th zh"))
    + Share(8, questions, Langs("en de es ru hi ar th zh"))
    + Share(30, requests, Langs("en de fr es hi th"))
    + Share(8, dialogue, Langs("en es th"))
    + Share(10, names, Langs("en es fr de pt zh ko ar"));

return Study("bases/encoder")
    .Tokenizer(Unigram(vocabulary: 6000, examples: 20_000, coverage: 0.998))
    .Base(
        Pretrain(
            Encoder(layers: 6, width: 192, heads: 6, inner: 768, context: 256, masking: Masks(0.3, wholeWords: masking == "words")),
            on: texts,
            tokens: tokens,
            batch: 16,
            lr: Cosine(2e-3, warmup: 150, final: 0.1),
            checkpointEvery: Steps(200),
            weightDecay: 0.05,
            seed: 1
        )
    )
    // Nothing is trained on: translations of held-out questions are found by the cosine of mean states.
    .Task(Translations(Parallel(Xquad(divided: true), field: "question")))
    .Evaluate(Langs("de es ru zh hi ar th"), items: 200)
    .Report();
