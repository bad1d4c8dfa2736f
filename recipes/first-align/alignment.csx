// Muller et al. 2021 (arXiv 2101.11109), hidden states: how alike are translations in each layer, before and after fine-tuning on English?
// Centred kernel alignment (CKA) and the share of translations found, on held-out parallel sentences. The paper's kernel is kept (RBF, the
// median as width); its code overlaps its batches by mistake, and here they are disjoint and the estimate is unbiased.
//     ./clt run recipes/first-align/alignment.csx
#r "../../artifacts/Clt.Recipes.dll"
using Clt.Results.Statistics.Representation;
using static Clt.Recipe;

var full = Setting("scale", "small", "small", "full") == "full";
var model = Setting("model", Beside("../bases/encoder"));
var data = Setting("data", ""); // a folder of parallel treebanks; without it the set ud-pud of the catalogue
var sentences = Setting("sentences", full ? 500 : 300);
var items = Setting("items", 400);
var languages = Langs(Setting("languages", "de fr es pt ru hi ar ko zh"));

var treebanks = UniversalDependencies(data, divided: true);
var tags = Tagging(treebanks, PartsOfSpeech + " _");

return Study("first-align/alignment")
    .Model(model)
    .Task(tags, Similarity(treebanks, with: "en", by: [Cka(CkaKernel.Rbf), Retrieved()]))
    .Mixture(Fixed(Lang("en"), sentences, tags))
    .Train(
        batch: 16,
        lr: Linear(full ? 5e-5 : 2e-3, warmup: 10),
        epochs: full ? 10 : 4,
        checkpointEvery: Steps(1000),
        selectBy: LastCheckpoint
    )
    .Evaluate(languages, items: items)
    .Seeds(1, 2, 3)
    .Report(ByLayer(), AlignmentWithTransfer("retrieved", "token-accuracy"));
