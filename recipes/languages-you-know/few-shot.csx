// Muller et al. 2022 (arXiv 2212.01757), second question: how does performance grow with examples of the target language? An encoder that
// is fine-tuned on English gets 0, 10, 30, 100 or 300 sentences of one further language with them; six languages, parts of speech. The
// paper says: with the logarithm. Here the logarithm is compared with a power law and with growth towards a ceiling by how well each
// predicts a number of examples that was left out.
//     ./clt run recipes/languages-you-know/few-shot.csx
#r "../../artifacts/Clt.Recipes.dll"
using static Clt.Recipe;

var full = Setting("scale", "small", "small", "full") == "full";
var model = Setting("model", Beside("../bases/encoder"));
var data = Setting("data", ""); // a folder of parallel treebanks; without it the set ud-pud of the catalogue
var sentences = Setting("sentences", full ? 500 : 300);
var items = Setting("items", full ? 400 : 150);
var tags = Setting("languages", "de fr es ru hi ar");

var english = Lang("en");
var targets = Langs(tags);
var treebanks = UniversalDependencies(data, divided: true);
var target = Axis("target", [.. targets.Select(l => (l.Short, Langs(l.Short)))]);
var n = Axis("examples", [.. Setting("counts", "0 10 30 100 300").Split(' ').Select(int.Parse)]);

return Study("languages-you-know/few-shot")
    .Model(model)
    .Task(Tagging(treebanks, PartsOfSpeech + " _"))
    .Mixture(target.Select(l => Fixed(english, sentences) + PerLanguage(l, n)))
    .Train(
        batch: 16,
        lr: Linear(full ? 5e-5 : 2e-3, warmup: 10),
        epochs: full ? 10 : 4,
        checkpointEvery: Steps(1000),
        selectBy: LastCheckpoint
    )
    .Evaluate(english + targets, items: items)
    .Seeds(1, 2, 3)
    .Report(FewShotGrowth(), SeenVersusUnseen());
