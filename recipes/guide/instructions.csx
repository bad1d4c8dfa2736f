// The Guide's first question for instruction following. small: the how-tos of LibreOffice's and GNOME's help, from what is to be done to
// its steps, on the small base. full: ShareGPT-style prompts and completions to train on, Aya's Dolly-200 to test on.
//   clt run recipes/guide/instructions.csx
//   clt run recipes/guide/instructions.csx --set scale=full --set model=DIR --set metric=judge --set judge=gpt-4o
// Scored by ROUGE-L against the references, or by the paper's judge (1 to 5), for which CLT_JUDGE_URL names an endpoint.
#r "../../artifacts/Clt.Recipes.dll"
#load "setup.csx"
using Clt.Recipes.Studies;
using static Clt.Recipe;

var small = Setting("scale", "small", "small", "full") == "small";
var model = Setting("model", small ? Setup.SmallBase : "");
var sharegpt = Setting("sharegpt", "data/sharegpt/{language}.jsonl"); // id, conversations: [{from, value}, …]
var dolly = Setting("dolly", "data/dolly.jsonl"); // source_id, inputs, targets, language, script
var packages = Setting("packages", ""); // a folder of Debian's packages of help to read instead of fetching
var metric = Setting("metric", "rouge-l");
var judge = Setting("judge", "gpt-4o"); // a name at the endpoint, or a model folder
var chat = Setting("chat", false); // ask through the model's chat template
var seeds = Setting("seeds", 3);

// The help is not in Arabic, and Japanese has fewest how-tos: 200 to train on.
var unseen = small ? Langs("ko pt ru") : Setup.Unseen;
var n = Axis("samples per language", small ? [0, 25, 50, 100] : Setup.Alone);
var tokens = small ? 160 : 512;
var howTos = HowTos(packages: packages.Length > 0 ? packages : null, characters: 400);
var tested = InstructionFollowing(on: small ? howTos : AyaDolly(dolly, "en es fr ja zh ar ko pt"), metric, tokens, chat);
var trained = small ? tested : InstructionFollowing(on: ShareGpt(sharegpt, "en es fr ja zh"), metric, tokens);

var study = Study(small ? "guide/instructions-small" : "guide/instructions")
    .Model(model, Setup.Missing(small))
    .Task(tested)
    .Mixture(Fixed(Setup.English, small ? 400 : Setup.EnglishAlone, trained) + PerLanguage(Setup.Seen, n, trained))
    .Trained(small)
    .Watch(Setup.English + Setup.Seen + unseen)
    .Evaluate(Setup.English + Setup.Seen + unseen, items: small ? 40 : 200)
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
if (metric != "judge")
    return study;
var asked = JudgeModel(judge);
return study.Metrics(Judge(asked), JudgeUnparsed(asked));
