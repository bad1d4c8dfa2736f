// The Guide's first question for mathematics: English fixed, N more examples in each of four languages; what do they and three others gain?
// small: arithmetic in number words on the small base (recipes/bases/small.csx). full: mCoT-math and MGSM after eight exemplars, on a model
// of your own: clt check recipes/guide/math.csx --set scale=full --set model=DIR prints what it takes; DIR may hold a config.json alone.
#r "../../artifacts/Clt.Recipes.dll"
#load "setup.csx"
using Clt.Recipes.Studies;
using static Clt.Recipe;

var small = Setting("scale", "small", "small", "full") == "small";
var model = Setting("model", small ? Setup.SmallBase : "");
var mcot = Setting("mcot", "data/mcot/{language}.jsonl"); // mCoT-MATH: question, answer
var mgsm = Setting("mgsm", ""); // a folder; without it the set mgsm of the catalogue

// mgsm_ar.tsv, mgsm_ko.tsv, mgsm_pt.tsv: the paper translated them by machine.
var translations = Setting("translations", "data/mgsm-translated");
var seeds = Setting("seeds", 3);

var n = Axis("samples per language", small ? Setup.SmallSamples : Setup.Alone);

// Arabic, Korean and Portuguese have no exemplars and no training data: the exemplars are English in all languages.
var tested = small
    ? Arithmetic(on: NumberWords())
    : MathReasoning(on: Mgsm(mgsm, translations, "ar ko pt"), shots: 8, exemplars: ExemplarLanguage.English, paperRules: true);
var trained = small ? tested : MathReasoning(on: Mcot(mcot, "en es fr ja zh"));

return Study(small ? "guide/math-small" : "guide/math")
    .Model(model, Setup.Missing(small))
    .Task(tested)
    .Mixture(Fixed(Setup.English, small ? Setup.SmallEnglish : Setup.EnglishAlone, trained) + PerLanguage(Setup.Seen, n, trained))
    .Trained(small)
    .Watch(Setup.All)
    .Evaluate(Setup.All, items: small ? 100 : Setup.Items)
    .Seeds([.. Setup.Seeds.Take(seeds)])
    .Report(
        RelativeToEnglish(),
        SeenVersusUnseen(),
        Plateau(),
        SeenUnseenGap(),
        SeenUnseenCorrelation(),
        AlongTraining(),
        ResponseCurves(),
        SeenGainOverBase()
    );
