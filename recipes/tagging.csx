// What an encoder learns of English requests to an assistant, in other languages: their intents, and the slots of their words. Trained on
// English alone, and with N examples in Spanish; Thai is never trained on. Real data (Schuster et al. 2019, arXiv 1810.13327), the set slu
// of the catalogue (clt list data); training takes its English eval file. The encoder is MiniLM of the catalogue, or your own. About a
// minute and a half on two cores.
//
//     ./clt run recipes/tagging.csx --set model=<folder of an encoder>
#r "../artifacts/Clt.Recipes.dll"
using static Clt.Recipe;

var data = Setting("data", ""); // a folder of en, es and th; without it the set slu of the catalogue
var model = Setting("model", ""); // a folder; without it the set minilm

var english = Lang("en");
var spanish = Lang("es");
var thai = Lang("th");

var n = Axis("samples per language", 0, 160);
var requests = Dialogue(data, divided: "en");

return Study("tagging")
    .Model(model.Length > 0 ? model : MiniLm())
    .Task(Classification(requests, DialogueIntents), Tagging(requests, Bio(DialogueSlots)))
    .Mixture(Fixed(english, 640) + PerLanguage(spanish, n))
    .Train(batch: 32, lr: Linear(2e-4, warmup: 10), epochs: 2, checkpointEvery: Steps(50), selectBy: LastCheckpoint)
    .Evaluate(english + spanish + thai, items: 300)
    .Seeds(1, 2)
    .Report(RelativeToEnglish(), SeenVersusUnseen());
