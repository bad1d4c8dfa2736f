// The Guide's second question: is a task learnt as well among others as alone, at equal examples of it?
// small: arithmetic and Debian's synopses on the small base. full: mathematics, summaries and instructions, 5,000 English examples of each.
#r "../../artifacts/Clt.Recipes.dll"
#load "setup.csx"
using Clt.Recipes.Mixtures;
using Clt.Recipes.Studies;
using static Clt.Recipe;

var small = Setting("scale", "small", "small", "full") == "small";
var model = Setting("model", small ? Setup.SmallBase : "");
var mcot = Setting("mcot", "data/mcot/{language}.jsonl");
var mgsm = Setting("mgsm", ""); // a folder; without it the set mgsm of the catalogue
var translations = Setting("translations", "data/mgsm-translated");
var xlsum = Setting("xlsum", "data/xlsum");
var sharegpt = Setting("sharegpt", "data/sharegpt/{language}.jsonl");
var dolly = Setting("dolly", "data/dolly.jsonl");
var lists = Setting("lists", "");
var seeds = Setting("seeds", 3);

// Languages that both of the small tasks have.
var seen = small ? Langs("fr ja") : Setup.Seen;
var unseen = small ? Langs("es ko") : Setup.Unseen;
var english = small ? Setup.SmallTogether : Setup.EnglishTogether;
var n = Axis("samples per language", small ? Setup.SmallSamplesTogether : Setup.Together);
var together = Axis("tasks", ("alone", false), ("together", true));

ITask Math() =>
    small
        ? Arithmetic(on: NumberWords())
        : MathReasoning(on: Mgsm(mgsm, translations, "ar ko pt"), shots: 8, exemplars: ExemplarLanguage.English, paperRules: true);

ITask Summaries() =>
    small
        ? Summarisation(
            on: DebianDescriptions(lists: lists.Length > 0 ? lists : null),
            text: "description",
            summary: "synopsis",
            characters: 100,
            newTokens: 48
        )
        : Summarisation(on: XlSum(xlsum));

ITask Instructions(bool train) =>
    InstructionFollowing(on: train ? ShareGpt(sharegpt, "en es fr ja zh") : AyaDolly(dolly, "en es fr ja zh ar ko pt"));

// Each task as it is measured, and as it is trained on.
(string Label, (ITask Tested, ITask Trained) Task)[] tasks = small
    ? [("arithmetic", (Math(), null)), ("synopses", (Summaries(), null))]
    :
    [
        ("MR", (Math(), MathReasoning(on: Mcot(mcot, "en es fr ja zh")))),
        ("SM", (Summaries(), null)),
        ("IF", (Instructions(false), Instructions(true))),
    ];
var measured = Axis("task", tasks);

MixtureChoice Part((ITask Tested, ITask Trained) t) =>
    Fixed(Setup.English, english, t.Trained ?? t.Tested) + PerLanguage(seen, n, t.Trained ?? t.Tested);

// The measured task alone, or all of them. Every part names its task, so that a model of all is trained once and measured on each.
var mixture =
    from m in measured
    from both in together
    select tasks.Select(t => t.Task).Where(t => both || t == m).Select(Part).Aggregate((sum, part) => sum + part);

return Study(small ? "guide/multitask-small" : "guide/multitask")
    .Model(model, Setup.Missing(small))
    .Task(measured.Select(m => m.Tested))
    .Mixture(mixture)
    .Trained(small)
    .Evaluate(Setup.English + seen + unseen, items: small ? 100 : Setup.Items)
    .Seeds([.. Setup.Seeds.Take(seeds)])
    .Report(RelativeToEnglish(), TaskInterference(), SeenUnseenGap(), VarianceShares());
