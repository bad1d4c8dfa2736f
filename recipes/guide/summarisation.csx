// The Guide's first question for summarisation. small: the one-line synopses of Debian's packages, on the small base. full: XL-Sum.
#load "setup.csx"
using Clt.Studies;
using static Clt.Recipe;

var small = Setting("scale", "small", "small", "full") == "small";
var model = Setting("model", small ? Setup.SmallBase : "");
var xlsum = Setting("xlsum", "data/xlsum"); // XL-Sum's archives, unpacked
var lists = Setting("lists", ""); // a folder of apt's unpacked lists to read instead of fetching
var seeds = Setting("seeds", 3);

// Debian has Chinese and Portuguese in few packages: French, German and Japanese are trained on there, Spanish, Korean and Portuguese (BR) not.
var seen = small ? Langs("fr de ja") : Setup.Seen;
var unseen = small ? Langs("es ko pt-BR") : Setup.Unseen;
var n = Axis("samples per language", small ? Setup.SmallSamples : Setup.Alone);
var task = small
    ? Summarisation(on: DebianDescriptions(lists: lists.Length > 0 ? lists : null), text: "description", summary: "synopsis", characters: 100, newTokens: 48)
    : Summarisation(on: XlSum(xlsum));

return Study(small ? "guide/summarisation-small" : "guide/summarisation")
    .Model(model, Setup.Missing(small))
    .Task(task)
    .Mixture(Fixed(Setup.English, small ? Setup.SmallEnglish : Setup.EnglishAlone) + PerLanguage(seen, n))
    .Trained(small)
    .Watch(Setup.English + seen + unseen)
    .Evaluate(Setup.English + seen + unseen, items: small ? 100 : Setup.Items)
    .Seeds([.. Setup.Seeds.Take(seeds)])
    .Report(RelativeToEnglish(), SeenVersusUnseen(), Plateau(), SeenUnseenGap(), SeenUnseenCorrelation(), AlongTraining(), ResponseCurves(), SeenGainOverBase());
