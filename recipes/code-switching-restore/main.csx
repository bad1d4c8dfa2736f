// Zan et al. 2022 (arXiv 2204.07834): before an encoder-decoder is fine-tuned on translation, it restores sentences of the same bitext in
// which words were switched for their translations (code-switching restore, CSR). Does that help, and more than as many updates
// of plain fine-tuning, or than masks in place of translations? Paragraphs of help in en ↔ de and en ↔ fr, one model for all directions;
// de ↔ fr without a pair (zero-shot), and sentences of another kind (parallel treebanks). BLEU, chrF, and how far apart the vectors of
// translations are.
//     ./clt run recipes/code-switching-restore/main.csx
//     ./clt check recipes/code-switching-restore/main.csx --set scale=full --set model=<folder of an mBART> --set bitext=D/{language}.jsonl
#r "../../artifacts/Clt.Recipes.dll"
using Clt.Recipes.Mixtures;
using Clt.Recipes.Training;
using Clt.Results.Analysis;
using static Clt.Recipe;

var full = Setting("scale", "small", "small", "full") == "full";
var model = Setting("model", Beside("../bases/seq2seq"));
var bitext = Setting("bitext", ""); // JSONL with id and text, the same ids in all languages; {language} stands for the tag
var dictionaries = Setting("dictionaries", ""); // a folder of en-de.txt, de-en.txt and so on; without it FreeDict
var directions = Langs(Setting("directions", full ? "en→de" : "en→de de→en en→fr fr→en"));
var zeroShot = Setting("zero-shot", full ? "" : "de→fr fr→de"); // directions that are measured and never trained on
var outside = Setting("outside", false); // whether sentences of the parallel treebanks are translated too
var paragraphs = Setting("paragraphs", full ? 50_000 : 300); // of each direction
var epochs = Setting("epochs", 3); // of the fine-tuning; the stage before it has a sixth of its updates
var items = Setting("items", full ? 1000 : 150);
var start = Setting("start", "numerals", "numerals", "alike"); // what the unsupervised lexicon starts from
var arms = Setting("arms", "plain, plain longer, masks, unsupervised lexicon, FreeDict");
var seeds = Setting("seeds", 3);

if (full && bitext.Length == 0)
    throw new ArgumentException("scale=full needs --set bitext=\"DIR/{language}.jsonl\".");

var measured = zeroShot.Length > 0 ? directions + Langs(zeroShot) : directions;
var tags = string.Join(' ', measured.SelectMany(d => new[] { (d.From ?? d).Short, d.To.Short }).Distinct());
ISource texts = bitext.Length > 0 ? Files(bitext, tags, id: "id") : HelpParagraphs(tags, characters: 80);

// Models whose tokenizer has codes of languages are told by them which language to write, others by a tag before the text.
var tag = Setting("tags", false) ? "{language}: " : "";

ITask Translation(ISource on, string name) =>
    Prompted(Directed(on), $"{tag}{{source.text}}", "{text}", metric: "bleu", stop: ["\n"], newTokens: full ? 200 : 40, name: name);

var translation = Translation(texts, "translation");

// How far apart the mean states of the two sides are, in the encoder's last layer.
var vectors = Similarity(Directed(texts), translation: "source.text", by: [Euclidean(), Retrieved()], layers: [-1]);

// The lexicon as in the paper: skip-gram vectors of each language by itself, mapped from numerals on by Procrustes with self-learning.
var words = SkipGram(
    on: [bitext.Length > 0 ? texts : HelpPages(tags)],
    width: full ? 512 : 100,
    window: 10,
    negatives: full ? 10 : 5,
    epochs: full ? 10 : 5
);

ISource Known(Language from, Language into) =>
    dictionaries.Length > 0
        ? Dictionary($"{dictionaries}/{from.Short}-{into.Short}.txt", from.Short, into.Short)
        : FreeDict($"{from.Iso639}-{into.Iso639}");

ISource Induced(Language from, Language into) =>
    Lexicon(words, from.Short, into.Short, numeralsOnly: start == "numerals", neighbours: 0, against: Known(from, into));

// Where both directions of a pair are trained, both sides of each paragraph are spoilt; of one direction the sides alternate.
var pairs = directions
    .Where(d => d.From is not null)
    .GroupBy(d => string.Join(' ', new[] { d.From!.Short, d.To.Short }.Order()))
    .Select(g => (From: g.First().From!, To: g.First().To, Both: g.Count() == 2))
    .ToList();
var updates = paragraphs * epochs / 6;

MixtureChoice Restored(string name, Func<Language, Language, ISource>? lexicon) =>
    pairs
        .Select(p =>
        {
            ISource[] by = lexicon is null ? [] : [lexicon(p.From, p.To), lexicon(p.To, p.From)];
            var spoilt = SpoiltSpans(texts, $"{p.From.Short} {p.To.Short}", by, alternate: !p.Both);
            var task = Prompted(Directed(spoilt), $"{tag}{{spoilt}}", "{text}", stop: ["\n"], name: $"{name}-{p.From.Short}-{p.To.Short}");
            return Fixed(Langs($"{p.From.Short} {p.To.Short}"), p.Both ? updates : updates / 2, task);
        })
        .Aggregate((a, b) => a + b);

var arm = Axis("arm", arms.Split(", "));
var before = arm.Select(a =>
    a switch
    {
        "plain" => Skipped,
        "plain longer" => Fixed(directions, updates, translation),
        "masks" => Restored("masks", null),
        "unsupervised lexicon" => Restored("csr-unsupervised", Induced),
        "FreeDict" => Restored("csr-freedict", Known),
        _ => throw new ArgumentException($"There is no arm '{a}'."),
    }
);

TrainChoice Settings(int passes) =>
    Train(
        batch: full ? 64 : 16,
        lr: Linear(full ? 3e-5 : 1e-3, warmup: full ? 2500 : 20),
        epochs: passes,
        optimizer: AdamW(0.9, 0.98),
        checkpointEvery: Steps(full ? 5000 : 1000),
        selectBy: LastCheckpoint,
        validation: full ? 500 : 20,
        packing: ByLength
    );

var objective = CrossEntropy(labelSmoothing: full ? 0.2 : 0.1);

IAnalysis Compared(string to, LanguageSet over, string metric) =>
    Differences("arm", to: to, over: over, metric: metric, at: ("stage", "translate"));

var study = Study("code-switching-restore").Model(model);
study = outside
    ? study.Task(translation, vectors, Translation(UniversalDependencies(divided: true), "outside"))
    : study.Task(translation, vectors);
return study
    .Stage("restore", before, Settings(1), objective)
    .Stage("translate", Fixed(directions, paragraphs, translation), Settings(epochs), objective)
    .Evaluate(measured, items: items, metrics: ["bleu", "chrf"])
    .Metrics(RareWords(texts, most: 5))
    .Seeds([.. Enumerable.Range(1, seeds).Select(s => (long)s)])
    .Report([
        Compared("plain", directions, "bleu"), // the paper's comparison
        Compared("plain longer", directions, "bleu"),
        Compared("plain longer", directions, "chrf"),
        .. zeroShot.Length > 0 ? [Compared("plain longer", Langs(zeroShot), "chrf")] : Array.Empty<IAnalysis>(),
        Compared("plain longer", directions, "rare-words"),
        Compared("plain longer", measured, "euclidean"),
        Compared("plain longer", measured, "retrieved"),
    ]);
