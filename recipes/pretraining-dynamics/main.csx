// Blevins, Gonen and Zettlemoyer 2022 (arXiv 2205.11758): when does an encoder learn what, in a language and across languages, while it is
// pre-trained? A base is trained here; twelve of its checkpoints are measured by linear probes at every layer: parts of speech, arcs,
// labels of arcs, and whether an answer fits a question; each fitted in one language and tested in all. Then words of translations are
// aligned and translations found by their states. When is 98 % of the best reached, does a language itself come before others, do
// lower-level skills before complex ones, and does the last layer fall towards the end?
//     ./clt run recipes/pretraining-dynamics/main.csx
//     ./clt run recipes/pretraining-dynamics/main.csx --set bases=3        (the paper has one run)
#r "../../artifacts/Clt.Recipes.dll"
#load "../bases/texts.csx"
using static Clt.Recipe;

// full: XLM-R's shape for a machine of its size; the paper read 59 languages of CC-100, here the texts are those of the small scale.
var full = Setting("scale", "small", "small", "full") == "full";
var tokens = Setting("tokens", full ? 2_000_000_000 : 3_000_000);
var bases = Setting("bases", 1);
var probeSeeds = Setting("probes", 5);
var train = Setting("train", full ? 2000 : 300);
var items = Setting("items", full ? 400 : 100);
var data = Setting("data", ""); // a folder of parallel treebanks; without it the set ud-pud of the catalogue
var xquad = Setting("xquad", ""); // a folder of xquad.xx.json; without it the set of the catalogue
var own = Setting("texts", ""); // files with a field text, {language} in their names; without it what the encoders' base reads
var tags = Setting("languages", full ? "en de fr es pt ru hi ar ko zh" : "en de es ru hi zh");

var languages = Langs(tags);
var treebanks = UniversalDependencies(data, divided: true);
var answers = Matched(Xquad(xquad, divided: true), "question", "answer");
var asked = Langs(string.Join(' ', languages.Where(l => answers.Info.Languages.Contains(l)).Select(l => l.Short)));

var read = own.Length == 0 ? Texts.Of() : Share(1, LanguageModelling(on: Files(own, tags)), languages);
double[] shares = [0, .. LogSpaced(Setting("checkpoints", 12) - 1, from: 0.01)];
var share = Axis("share of pre-training", shares);
var seed = Axis("base", [.. Enumerable.Range(1, bases)]);

var width = Setting("width", 192);
var shape = full
    ? Encoder(layers: 12, width: 768, heads: 12, inner: 3072, context: 512)
    : Encoder(layers: 6, width: width, heads: width / 32, inner: 4 * width, context: 256);

ITask Probed(ITask task, LanguageSet from) => Probe(task, from: from, train: train, seeds: probeSeeds);

return Study("pretraining-dynamics")
    .Tokenizer(Unigram(vocabulary: Setting("vocabulary", full ? 64_000 : 6000), examples: full ? 1_000_000 : 20_000, coverage: 0.998))
    .Base(
        Pretrain(
            shape,
            on: read,
            tokens: tokens,
            batch: full ? 256 : 16,
            lr: Cosine(full ? 6e-4 : 2e-3, warmup: full ? 5000 : 100, final: 0.1),
            weightDecay: 0.05,
            optimizer: AdamW(0.9, 0.98),
            seed: seed.Select(s => (long)s),
            keep: shares,
            at: share
        )
    )
    .Task(
        Probed(Tagging(treebanks, PartsOfSpeech + " _"), languages),
        Probed(Arcs(treebanks), languages),
        Probed(ArcLabels(treebanks), languages),
        Probed(Classification(answers, "match other", second: "second"), asked),
        WordAlignment(treebanks, with: "en"),
        Similarity(treebanks, with: "en", by: [Retrieved(centred: true)])
    )
    .Evaluate(languages, items: items)
    .Report(WhenLearnt("share of pre-training"));
