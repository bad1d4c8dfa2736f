// The Guide's first question for summarisation. small: the one-line synopses of Debian's packages, on the small base; --set texts=programs:
// the summaries of its programs (DEP-11). full: XL-Sum.
#r "../../artifacts/Clt.Recipes.dll"
#load "setup.csx"
using Clt.Recipes.Studies;
using static Clt.Recipe;

var small = Setting("scale", "small", "small", "full") == "small";
var model = Setting("model", small ? Setup.SmallBase : "");
var xlsum = Setting("xlsum", "data/xlsum"); // XL-Sum's archives, unpacked
var lists = Setting("lists", ""); // a folder of apt's unpacked lists to read instead of fetching
var programs = Setting("texts", "packages", "packages", "programs") == "programs";
var seeds = Setting("seeds", 3);

// Debian has Chinese and Portuguese in few packages: French, German and Japanese are trained on there, Spanish, Korean and Portuguese (BR)
// not. Of programs there are 400 examples in French and German alone.
var seen =
    !small ? Setup.Seen
    : programs ? Langs("fr de")
    : Langs("fr de ja");
var unseen =
    !small ? Setup.Unseen
    : programs ? Langs("ko zh")
    : Langs("es ko pt-BR");
var n = Axis("samples per language", small ? Setup.SmallSamples : Setup.Alone);
var from = lists.Length > 0 ? lists : null;
var task =
    !small ? Summarisation(on: XlSum(xlsum))
    : programs ? Summarisation(on: DebianComponents(lists: from), text: "text", summary: "summary", characters: 300, newTokens: 48)
    : Summarisation(on: DebianDescriptions(lists: from), text: "description", summary: "synopsis", characters: 100, newTokens: 48);

return Study(
        !small ? "guide/summarisation"
        : programs ? "guide/summarisation-programs"
        : "guide/summarisation-small"
    )
    .Model(model, Setup.Missing(small))
    .Task(task)
    .Mixture(Fixed(Setup.English, small ? Setup.SmallEnglish : Setup.EnglishAlone) + PerLanguage(seen, n))
    .Trained(small)
    .Watch(Setup.English + seen + unseen)
    .Evaluate(Setup.English + seen + unseen, items: small ? 100 : Setup.Items)
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
