// Muller et al. 2022 (arXiv 2212.01757): which properties of a language pair tell how well a task is carried from one to the other? An
// encoder is fine-tuned on one language and measured on all: ten languages are the paper's 90 ordered pairs, here for three tasks: parts of
// speech (accuracy) and dependency trees (LAS) of parallel treebanks (PUD), whose translations are trained and tested apart, and groups of
// emoji by their names (accuracy). Then the transfer is regressed on similarity of syntax, phonology, morphology and on lexical overlap,
// with the script and the distance on a map beside them. README.md has the paper and what is not known of it; few-shot.csx asks how
// transfer grows with examples of the target.
//     ./clt run recipes/languages-you-know/main.csx
//     ./clt check recipes/languages-you-know/main.csx --set scale=full --set model=<folder of an encoder such as XLM-R>
#r "../../artifacts/Clt.Recipes.dll"
using static Clt.Recipe;

var full = Setting("scale", "small", "small", "full") == "full"; // full: for a published encoder
var model = Setting("model", Beside("../bases/encoder"));
var data = Setting("data", ""); // a folder of parallel treebanks; without it the set ud-pud of the catalogue
var uriel = Setting("uriel", ""); // a folder of lang2vec's tables; without it the set lang2vec
var packages = Setting("packages", ""); // a folder of npm's tarballs; without it names and groups of emoji are fetched once
var sentences = Setting("sentences", full ? 500 : 400);
var items = Setting("items", full ? 400 : 150);
var tags = Setting("languages", "en de fr es pt ru hi ar ko zh");

var languages = Langs(tags);
var treebanks = UniversalDependencies(data, divided: true);
var emoji = EmojiGroups(tags, packages.Length > 0 ? packages : null);
var source = Axis("source", [.. languages.Select(l => (l.Short, Langs(l.Short)))]);
var typology = uriel.Length > 0 ? uriel : Lang2Vec();

return Study("languages-you-know")
    .Model(model)
    .Task(Tagging(treebanks, PartsOfSpeech + " _"), Parsing(treebanks), Classification(emoji, EmojiGroupLabels))
    .Mixture(source.Select(l => Fixed(l, sentences)))
    .Train(
        batch: 16,
        lr: Linear(full ? 5e-5 : 5e-4, warmup: 10),
        epochs: full ? 10 : 4,
        checkpointEvery: Steps(1000),
        selectBy: LastCheckpoint
    )
    .Evaluate(languages, items: items)
    .Seeds(1, 2, 3)
    .Report(
        TransferRegression(
            [Syntax(typology), Phonology(typology), Morphology(treebanks), Distance(), SameScript()],
            against: [WordOverlap(treebanks), CharacterOverlap(treebanks)]
        )
    );
