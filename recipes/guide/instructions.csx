// The Guide's first question for instruction following: ShareGPT-style prompts and completions to train on, Aya's Dolly-200 to test on.
// small: the same files cut to size, which you name; there is no instruction data on a bare machine. Scored by ROUGE-L against the
// references unless metric= names another metric: the paper's judge (GPT-4o, 1 to 5) is one.
#load "setup.csx"
using Clt.Studies;
using static Clt.Recipe;

var small = Setting("scale", "small", "small", "full") == "small";
var model = Setting("model", small ? Setup.SmallBase : "");
var sharegpt = Setting("sharegpt", "data/sharegpt/{language}.jsonl"); // id, conversations: [{from, value}, …]
var dolly = Setting("dolly", "data/dolly.jsonl"); // source_id, inputs, targets, language
var metric = Setting("metric", "rouge-l");
var chat = Setting("chat", false); // ask through the model's chat template
var seeds = Setting("seeds", 3);

var n = Axis("samples per language", small ? Setup.SmallSamples : Setup.Alone);
var tokens = small ? 96 : 512;
var tested = InstructionFollowing(on: AyaDolly(dolly, "en es fr ja zh ar ko pt"), metric, tokens, chat);
var trained = InstructionFollowing(on: ShareGpt(sharegpt, "en es fr ja zh"), metric, tokens);

return Study(small ? "guide/instructions-small" : "guide/instructions")
    .Model(model)
    .Task(tested)
    .Mixture(Fixed(Setup.English, small ? Setup.SmallEnglish : Setup.EnglishAlone, trained) + PerLanguage(Setup.Seen, n, trained))
    .Trained(small)
    .Evaluate(Setup.All, items: small ? 100 : 200)
    .Seeds([.. Setup.Seeds.Take(seeds)])
    .Report(RelativeToEnglish(), SeenVersusUnseen(), Plateau(), SeenUnseenGap(), SeenUnseenCorrelation(), ResponseCurves(), SeenGainOverBase());
