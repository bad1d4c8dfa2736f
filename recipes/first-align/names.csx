// Muller et al. 2021 (arXiv 2101.11109), named entities: as main.csx, on the parallel treebanks' names (Universal NER), trained on English
// or Russian.
//     ./clt run recipes/first-align/names.csx
#r "../../artifacts/Clt.Recipes.dll"
using static Clt.Recipe;

var full = Setting("scale", "small", "small", "full") == "full";
var model = Setting("model", Beside("../bases/encoder"));
var data = Setting("data", ""); // a folder of names (Universal NER); without it the set uner-pud of the catalogue
var treebanks = Setting("treebanks", ""); // and of the parallel treebanks that they are in; without it the set ud-pud
var sentences = Setting("sentences", full ? 500 : 300);
var items = Setting("items", full ? 400 : 150);
var sources = Langs(Setting("sources", "en ru"));
var others = Langs(Setting("others", "de pt zh"));
var layers = Setting("layers", full ? 12 : 6);

// Divided as the treebanks are: Universal NER calls Chinese sentences otherwise than those that they translate.
var names = UniversalNer(data, treebanks: UniversalDependencies(treebanks, divided: true));
var source = Axis("source", [.. sources.Select(l => (l.Short, Langs(l.Short)))]);
var afresh = Axis(
    "layers made afresh",
    [("none", ""), .. Enumerable.Range(0, layers / 2).Select(i => ($"{(2 * i) + 1}-{(2 * i) + 2}", $"layers.{2 * i} layers.{(2 * i) + 1}"))]
);

return Study("first-align/names")
    .Model(model)
    .Task(Tagging(names, Bio(EntityTypes)))
    .Mixture(source.Select(l => Fixed(l, sentences)))
    .Reinitialise(afresh)
    .Train(
        batch: 16,
        lr: Linear(full ? 5e-5 : 2e-3, warmup: 10),
        epochs: full ? 10 : 6,
        checkpointEvery: Steps(1000),
        selectBy: LastCheckpoint
    )
    .Evaluate(sources + others, items: items)
    .Seeds(1, 2, 3)
    .Report(CrossLingualDrops("layers made afresh"));
