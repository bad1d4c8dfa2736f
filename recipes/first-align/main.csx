// Muller et al. 2021 (arXiv 2101.11109): do lower layers of a multilingual encoder align languages, and upper ones predict the task? Before
// an encoder is fine-tuned on one language, a pair of its layers is made afresh, or none; then it is measured in that language and in
// others. If lower layers align, making them afresh costs other languages more than the language itself: the interaction below. Parts of
// speech and trees, on parallel treebanks (PUD) whose translations are trained and tested apart; names.csx does the same with names, and
// alignment.csx looks at the states themselves.
//     ./clt run recipes/first-align/main.csx
//     ./clt check recipes/first-align/main.csx --set scale=full --set model=<folder of an encoder such as mBERT>
#r "../../artifacts/Clt.Recipes.dll"
using static Clt.Recipe;

var full = Setting("scale", "small", "small", "full") == "full"; // full: twelve layers, more epochs and items
var model = Setting("model", Beside("../bases/encoder"));
var data = Setting("data", ""); // a folder of parallel treebanks; without it the set ud-pud of the catalogue
var sentences = Setting("sentences", full ? 500 : 300);
var items = Setting("items", full ? 400 : 150);
var sources = Langs(Setting("sources", "en ru ar"));
var others = Langs(Setting("others", "de fr es pt hi ko zh"));
var layers = Setting("layers", full ? 12 : 6);

var treebanks = UniversalDependencies(data, divided: true);
var source = Axis("source", [.. sources.Select(l => (l.Short, Langs(l.Short)))]);
var afresh = Axis(
    "layers made afresh",
    [("none", ""), .. Enumerable.Range(0, layers / 2).Select(i => ($"{(2 * i) + 1}-{(2 * i) + 2}", $"layers.{2 * i} layers.{(2 * i) + 1}"))]
);

return Study("first-align")
    .Model(model)
    .Task(Tagging(treebanks, PartsOfSpeech + " _"), Parsing(treebanks))
    .Mixture(source.Select(l => Fixed(l, sentences)))
    .Reinitialise(afresh)
    .Train(
        batch: 16,
        lr: Linear(full ? 5e-5 : 2e-3, warmup: 10),
        epochs: full ? 10 : 4,
        checkpointEvery: Steps(1000),
        selectBy: LastCheckpoint
    )
    .Evaluate(sources + others, items: items)
    .Seeds(1, 2, 3)
    .Report(
        CrossLingualDrops("layers made afresh"),
        Printed(
            "The paper's LAS with mBERT, and what changes",
            """
            trained → measured | none | 1-2 | 3-4 | 5-6 | 7-8 | 9-10 | 11-12
            en → en | 88.98 | −0.96 | −0.66 | −0.93 | −0.55 | 0.04 | −0.09
            ru → ru | 85.15 | −0.82 | −1.38 | −1.51 | −0.86 | −0.29 | 0.18
            ar → ar | 59.54 | −0.78 | −2.14 | −1.20 | −0.67 | −0.27 | 0.08
            en → others | 53.23 | −15.77 | −6.51 | −3.39 | −1.47 | 0.29 | 1.00
            ru → others | 55.41 | −7.69 | −3.71 | −3.13 | −1.70 | 0.92 | 0.94
            ar → others | 27.97 | −4.91 | −3.17 | −1.48 | −1.68 | −0.36 | −0.14
            """,
            "Figures of the authors' talk at EACL 2021: 17 languages, whole treebanks, twelve layers."
        )
    );
