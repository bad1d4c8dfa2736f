// The Guide's third question: English with Spanish and French, or with Japanese and Chinese; which languages gain from which script?
// small: arithmetic in number words on the small base. full: mCoT-math and MGSM, as in math.csx.
#r "../../artifacts/Clt.Recipes.dll"
#load "setup.csx"
using Clt.Recipes.Studies;
using static Clt.Recipe;

var small = Setting("scale", "small", "small", "full") == "small";
var model = Setting("model", small ? Setup.SmallBase : "");
var mcot = Setting("mcot", "data/mcot/{language}.jsonl");
var mgsm = Setting("mgsm", ""); // a folder; without it the set mgsm of the catalogue
var translations = Setting("translations", "data/mgsm-translated");
var seeds = Setting("seeds", 3);

var n = Axis("samples per language", small ? [0, 100, 400] : Setup.Alone);
var mix = Axis("mixture", ("Latin", Langs("es fr")), ("non-Latin", Langs("ja zh")));
var tested = small
    ? Arithmetic(on: NumberWords())
    : MathReasoning(on: Mgsm(mgsm, translations, "ar ko pt"), shots: 8, exemplars: ExemplarLanguage.English, paperRules: true);
var trained = small ? tested : MathReasoning(on: Mcot(mcot, "en es fr ja zh"));

return Study(small ? "guide/scripts-small" : "guide/scripts")
    .Model(model, Setup.Missing(small))
    .Task(tested)
    .Mixture(Fixed(Setup.English, small ? Setup.SmallEnglish : Setup.EnglishAlone, trained) + PerLanguage(mix, n, trained))
    .Trained(small)
    .Evaluate(Setup.All, items: small ? 100 : Setup.Items)
    .Seeds([.. Setup.Seeds.Take(seeds)])
    .Report(RelativeToEnglish(), ScriptGroups(), SourceTargetTransfer(), VarianceShares());
