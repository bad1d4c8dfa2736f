// Zhang, Han and Wang 2023 (arXiv 2310.04726): can an encoder be brought from one language to others without parallel text? After training
// on English alone (zero-shot), bilingual task fitting: English whose words are switched by dictionaries, with the labels of the text and
// with the distribution that the model had for the text as it was (consistency of the two views). Then rounds of self-training: texts of
// other languages without labels, with the model's own hard labels, its soft ones, or both. The paper's formulas are not public: this is an
// interpretation (README.md).
//     ./clt run recipes/self-training/main.csx
//     ./clt run recipes/self-training/main.csx --set set=mtop --set what=slots
//     ./clt check recipes/self-training/main.csx --set scale=full --set model=<folder of an encoder such as XLM-R>
#r "../../artifacts/Clt.Recipes.dll"
using Clt.Recipes.Answers;
using Clt.Recipes.Mixtures;
using static Clt.Recipe;

var scale = Setting("scale", "small", "small", "full");
var full = scale == "full";
var model = Setting("model", Beside("../bases/encoder"));
var set = Setting("set", "slu", "slu", "mtop", "pos"); // requests in en es th; requests in de en es fr hi th; parts of speech
var what = Setting("what", "intents", "intents", "slots"); // of requests
var data = Setting("data", ""); // a folder; without it the set of the catalogue
var dictionaries = Setting("dictionaries", ""); // a folder of en-xx.txt; without it FreeDict, and interface strings for th
var sentences = Setting("sentences", full ? 2000 : 400); // of English, labelled
var texts = Setting("texts", full ? 2000 : 200); // of each other language, without labels
var items = Setting("items", full ? 1000 : 200);
var epochs = Setting("epochs", full ? 5 : 3);
var rate = Setting("rate", 0.5); // of the words that a dictionary has, so many are switched
var seeds = Setting("seeds", 3);
var english = Lang("en");
var targets = Langs(
    Setting(
        "targets",
        set == "slu" ? "es th"
            : set == "mtop" ? "de es fr hi th"
            : "de es fr hi ru"
    )
);

ISource WordsOf(Language language)
{
    if (dictionaries.Length > 0)
        return Dictionary($"{dictionaries}/en-{language.Short}.txt", "en", language.Short);
    // No package of FreeDict goes to Thai. Strings of one word are no parallel sentences.
    return language.Short == "th" ? Dictionary(InterfaceStrings("th"), from: "en") : FreeDict($"eng-{language.Iso639}");
}

ISource records =
    set == "slu" ? Dialogue(data, divided: "en")
    : set == "mtop" ? Mtop(data)
    : UniversalDependencies(data, divided: true);
var intents = set == "slu" ? DialogueIntents : MtopIntents;
var slots = Bio(set == "slu" ? DialogueSlots : MtopSlots);

ITask Learnt(ISource on) =>
    set == "pos" ? Tagging(on, PartsOfSpeech + " _")
    : what == "slots" ? Tagging(on, slots)
    : Classification(on, intents);

var task = Learnt(records);
var switched = Learnt(CodeSwitched(records, Dictionary([.. targets.Select(WordsOf)]), rate: rate));

// Of soft labels the ten most probable are kept. Each method sees as many examples in a round.
const int Kept = 10;

AnswersSource Asked(string of, int soft) => Answers(of, on: task, items: texts, soft: soft);

var consistent = Answers(of: "source", on: task, items: sentences, soft: Kept, view: switched);
var gold = Fixed(english, sentences, task);
var fitted = gold + Fixed(english, sentences, switched) + Fixed(english, sentences, consistent);

var methods = Setting("methods", "more English, task fitting, hard, soft, hard and soft, soft without fitting");
var method = Axis("method", methods.Split(", "));

MixtureChoice Round(string before)
{
    var (hard, soft) = (Asked(before, 0), Asked(before, Kept));
    var (ofHard, ofSoft) = (Fixed(targets, texts, hard), Fixed(targets, texts, soft));
    return method.Select(m =>
        m switch
        {
            "more English" or "task fitting" => Untrained,
            "hard" => gold + ofHard + ofHard,
            "soft" or "soft without fitting" => gold + ofSoft + ofSoft,
            "hard and soft" => gold + ofHard + ofSoft,
            _ => throw new ArgumentException($"There is no method '{m}'."),
        }
    );
}

var train = Train(
    batch: full ? 32 : 16,
    lr: Linear(full ? 2e-5 : 5e-4, warmup: 10),
    epochs: epochs,
    checkpointEvery: Steps(1000),
    selectBy: LastCheckpoint
);

return Study($"self-training/{set}{(set == "pos" ? "" : "-" + what)}")
    .Model(model)
    .Task(task)
    .Stage("source", gold, train)
    .Stage("fitting", method.Select(m => m is "more English" or "soft without fitting" ? gold + gold + gold : fitted), train)
    .Stage("round 1", Round("fitting"), train)
    .Stage("round 2", Round("round 1"), train)
    .Stage("round 3", Round("round 2"), train)
    .Evaluate(english + targets, items: items)
    .AllowShort()
    .Seeds([.. Enumerable.Range(1, seeds).Select(s => (long)s)])
    .Report(
        Differences("method", to: "more English", of: ["task fitting"], over: targets),
        Differences("stage", to: "source", over: targets),
        Differences("stage", to: "fitting", of: ["round 1", "round 2", "round 3"], over: targets),
        Differences("method", to: "hard", of: ["soft", "hard and soft"], over: targets),
        Rounds()
    );
