// Liu et al. 2020 (arXiv 2009.14510): does regularising how utterances are aligned help to understand requests in a language of which
// there are few labelled examples, or none? A bidirectional LSTM reads frozen word vectors, which are trained here on texts of each
// language and rotated into one space; attention pools states for the intent, a random field gives the slots. README.md has what the paper
// printed and what is not known of it.
//     ./clt run recipes/slu/main.csx
//     ./clt check recipes/slu/main.csx --set scale=full
#r "../../artifacts/Clt.Recipes.dll"
using Clt.Recipes.Mixtures;
using Clt.Recipes.Training;
using static Clt.Recipe;

var scale = Setting("scale", "small", "small", "full"); // full: the paper's sizes
var full = scale == "full";
var data = Setting("data", ""); // a folder of en, es and th with few-shot parts; without it the catalogue's set
var dictionaries = Setting("dictionaries", ""); // a folder of en-xx.txt; without it FreeDict, and interface strings for th
var sentences = Setting("sentences", full ? 10_000 : 2000); // of English, at most
var most = Setting("most", 10_000); // of a target language, at most: all there are
var items = Setting("items", full ? 3000 : 400);
var width = Setting("width", full ? 250 : 64); // of each direction
var files = Setting("vector_files", ""); // published vectors, such as wiki.{language}.vec; without them they are trained here
var words = Setting("words", full ? 50_000 : 20_000); // of a language that have vectors, at most
var vectorWidth = Setting("vectors", full ? 300 : 100);
var vectorEpochs = Setting("vector_epochs", 10);
var retrofit = Setting("retrofit", 0.5); // share of a word's vector that its translations have
var minCount = Setting("min_count", 2); // rarer words have no vector
var epochs = Setting("epochs", full ? 20 : 6); // of English alone
var further = Setting("further", full ? 10 : 4); // of English with the target language
var seeds = Setting("seeds", 3);
var shares = Setting("shares", full ? "0 1 3 5 100" : "0 1 3 100").Split(' '); // percent of the target language's training file
var arms = Setting("arms", "CRF, LR, ALVM, LR + ALVM").Split(", ");
var latents = Setting("latents", full ? 150 : 50);
var labelWidth = Setting("label_width", full ? 150 : 50); // of each direction of the encoder of label sequences
var margin = Setting("margin", 0.05);
var targets = Setting("targets", "es th").Split(' ');

var english = Lang("en");

ISource Requests(int percent = 100) => Delexicalised(Dialogue(data, divided: "en", percent: percent));

ISource WordsOf(string language)
{
    if (dictionaries.Length > 0)
        return Dictionary($"{dictionaries}/en-{language}.txt", "en", language);
    // No package of FreeDict goes to Thai.
    return language == "th" ? Dictionary(InterfaceStrings("th"), from: "en") : FreeDict($"eng-{Lang(language).Single().Iso639}");
}

// Texts without labels: the training parts of the requests, and what interfaces say and explain.
ISource[] texts = data.Length > 0 ? [Requests()] : [Requests(), InterfaceStrings("es th"), HelpPages("en es th")];
var own = files.Length > 0 ? VectorFiles(files) : SkipGram(texts, width: vectorWidth, epochs: vectorEpochs, minCount: minCount);
var vectors = MappedVectors(
    own,
    into: "en",
    from: string.Join(' ', targets),
    start: Dictionary([.. targets.Select(WordsOf)]),
    words: words,
    retrofit: retrofit
);

ITask Understanding(ISource on) => IntentSlots(on, DialogueIntents, Bio(DialogueSlots));

var task = Understanding(Requests());
var gold = Fixed(english, sentences, task);

// How often the few sentences are seen in an epoch, so that most batches have some.
int Times(int percent) =>
    percent switch
    {
        1 => 16,
        3 => 8,
        5 => 4,
        _ => 1,
    };

var arm = Axis("arm", arms);
var target = Axis("target", targets);
var share = Axis("share", [.. shares.Select(s => (s + " %", int.Parse(s)))]);

MixtureChoice Few(int percent, string language) =>
    percent == 0
        ? gold
        : Enumerable
            .Repeat((MixtureChoice)Fixed(Lang(language), most, percent == 100 ? task : Understanding(Requests(percent))), Times(percent))
            .Aggregate((MixtureChoice)gold, (all, few) => all + few);

// Full supervision is what others are held against: it is trained as it stands alone.
MixtureChoice mixture = from a in arm from s in share from t in target select s == 100 && a != "CRF" ? Untrained : Few(s, t);

var objective = arm.Select(a =>
    a switch
    {
        "CRF" => RandomField(dropout: true),
        "LR" => RegularisedAlignment(labels: true, width: labelWidth),
        "ALVM" => RegularisedAlignment(labels: false, latents: latents),
        "LR + ALVM" => RegularisedAlignment(labels: true, latents: latents, width: labelWidth),
        _ => throw new ArgumentException($"There is no arm '{a}'."),
    }
);

TrainChoice Passes(int count) =>
    Train(
        batch: full ? 64 : 32,
        lr: Constant(full ? 1e-3 : 2e-3),
        epochs: count,
        packing: None,
        weightDecay: 0,
        checkpointEvery: Steps(10_000),
        selectBy: LastCheckpoint
    );

return Study("slu")
    .Base(BiLstm(vectors, width, dropout: 0.1, noise: 0.05, context: 128))
    .Task(task)
    .Stage("english", gold, Passes(epochs), RandomField(dropout: true), freeze: "embedding")
    .Stage("target", mixture, Passes(further), objective, freeze: "embedding")
    .Evaluate(target.Select(Lang), items: items)
    .AllowShort()
    .Seeds([.. Enumerable.Range(1, seeds).Select(s => (long)s)])
    .Report(
        Differences("arm", to: "CRF"),
        Differences("arm", to: "CRF", metric: "intent-accuracy"),
        Equivalence("share", "3 %", margin, "slot-f1", ("share", "100 %"), ("arm", "CRF")),
        Equivalence("share", "3 %", margin, "intent-accuracy", ("share", "100 %"), ("arm", "CRF")),
        Printed(
            "The predecessor's zero-shot figures (Liu et al. 2019, latent variables with refined vectors, best single run)",
            """
            language | intent accuracy | slot F1
            es | 90.46 | 67.55
            th | 76.42 | 31.91
            """,
            "Logs in the authors' repository, in percent. The paper's own tables are not known here."
        )
    );
