// Luo et al. 2021 (arXiv 2010.16046), VECO: does a module of cross-attention between texts, trained with an encoder and plugged out or in
// afterwards, make it better at understanding across languages? The base encoder is pre-trained further on as many tokens by each arm: by
// masked language modelling (MLM), translation language modelling (TLM: a pair is one sequence) and VECO's cross-attention masked language
// modelling (CA-MLM), on adjacent segments of monolingual texts or on translations. Then translations are found by the encoder alone
// (Tatoeba, and paragraphs of help pages that none has read), and it is fine-tuned to tell whether two texts are translations: plugged out
// (the pair is one sequence) and plugged in (the states of one text, and those that have attended to the other). Last, an encoder-decoder
// that begins with each encoder's weights learns to translate from English, its cross-attention fresh (plugged out) or CA-MLM's
// (plugged in). README.md has the paper.
//     ./clt run recipes/veco/main.csx
//     ./clt check recipes/veco/main.csx --set scale=full --set model=DIR --set pairs=D/{language}.jsonl --set texts=T/{language}.jsonl
#r "../../artifacts/Clt.Recipes.dll"
using Clt.Recipes.Mixtures;
using static Clt.Recipe;

var full = Setting("scale", "small", "small", "full") == "full"; // full: the paper's settings, for a published encoder
var model = Setting("model", Beside("../bases/encoder"));
var tags = Setting("languages", "de fr"); // each beside English
var pairs = Setting("pairs", ""); // JSONL with id, text and translation, a file a language; without it paragraphs of help pages
var texts = Setting("texts", ""); // JSONL with text, the same and one for en; without it passages of help pages
var packages = Setting("packages", ""); // a folder of the help's .deb files; without it they are fetched once
var tatoeba = Setting("tatoeba", ""); // a folder; without it the set of the catalogue
var bilingual = Setting("bilingual", full ? 1_000_000 : 1000); // pairs of each language
var monolingual = Setting("monolingual", full ? 1_000_000 : 625); // pairs of each language and of English: as many tokens in all
var labelled = Setting("labelled", full ? 10_000 : 200); // pairs of each language that are fine-tuned on
var written = Setting("written", full ? 500_000 : 750); // short paragraphs whose translation into the first language is learnt
var items = Setting("items", full ? 1000 : 200);
var length = Setting("length", full ? 128 : 96); // most tokens of a text in pre-training
var seeds = Setting("seeds", 3);
var arms = Setting("arms", "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries); // all by default
if (full && (pairs.Length == 0 || texts.Length == 0))
    throw new ArgumentException("scale=full needs --set pairs=\"DIR/{language}.jsonl\" and --set texts=\"DIR/{language}.jsonl\".");

var languages = Langs(tags);
var english = Lang("en");
string? folder = packages.Length > 0 ? packages : null;
ISource translated =
    pairs.Length > 0 ? Files(pairs, tags, id: "id") : Parallel(HelpParagraphs($"en {tags}", packages: folder, characters: 150));
ISource brief = pairs.Length > 0 ? translated : Parallel(HelpParagraphs($"en {tags}", packages: folder, characters: 80));
ISource passages = texts.Length > 0 ? Files(texts, $"en {tags}") : HelpPages($"en {tags}", packages: folder, passage: 200);
var adjacent = Translations(Adjacent(passages));
var parallel = Translations(translated);

// The paper hides 15 % of monolingual and 25 % of bilingual tokens; 80 % of them become the mask, 10 % another token.
var few = Masks(0.15, mask: 0.8, random: 0.1);
var many = Masks(0.25, mask: 0.8, random: 0.1);
string[] all = ["MLM monolingual", "CA-MLM monolingual", "MLM bilingual", "TLM bilingual", "CA-MLM bilingual"];
if (arms.Except(all).ToList() is { Count: > 0 } unknown)
    throw new ArgumentException($"arms names {string.Join(", ", unknown)}: there are {string.Join(", ", all)}.");
var arm = Axis("arm", arms.Length > 0 ? arms : all);
var mixture = arm.Select(a =>
    a.EndsWith("monolingual") ? Fixed(languages + english, monolingual, adjacent) : Fixed(languages, bilingual, parallel)
);
var objective =
    from a in arm
    let masks = a.EndsWith("monolingual") ? few : many
    from o in a.StartsWith("CA-MLM") ? CaMlm(masks)
    : a.StartsWith("TLM") ? Tlm(masks)
    : Mlm(masks)
    select o;

// What the encoders are for, and whether a classifier of pairs has cross-attention; without pre-training of its own it is fresh. A decoder
// has one in any case: plugged out it is fresh, and so it is where there is none to plug in.
var use = Axis("use", "Tatoeba", "help", "pairs", "translation");
var module = Axis("cross-attention", "out", "in");
var plugged = module.Select(m => m == "in");
var decoder = full ? 6 : 3; // layers, the encoder's last ones
var begun = from a in arm from p in plugged from b in EncoderDecoder(decoder, pluggedIn: p && a.StartsWith("CA-MLM")) select b;
var first = languages[..1];
var translation = Prompted(brief, "{translation}", "{text}", metric: "bleu", stop: ["\n"], newTokens: full ? 200 : 40, name: "translation");
var task = use.Select(u =>
    u switch
    {
        "Tatoeba" => Translations(Tatoeba(tatoeba)),
        "help" => parallel,
        "translation" => translation,
        "pairs" => Classification(Matched(translated, "text", "translation"), "match other", second: "second"),
        _ => throw new ArgumentException(u),
    }
);

return Study("veco")
    .Model(model)
    .Task(task)
    .Stage(
        "pre-training",
        mixture,
        Train(
            batch: full ? 1024 : 32,
            lr: Linear(full ? 2e-4 : 5e-4, warmup: full ? 12_000 : 20),
            checkpointEvery: Steps(1000),
            selectBy: LastCheckpoint,
            optimizer: AdamW(0.9, 0.98, 1e-6),
            weightDecay: 0.01,
            maxLength: length,
            overlong: Truncate(Right)
        ),
        objective: objective
    )
    .Stage(
        "pairs",
        use.Select(u =>
            u switch
            {
                "pairs" => Fixed(languages, labelled),
                "translation" => Skipped,
                _ => Untrained,
            }
        ),
        Train(
            batch: full ? 64 : 32,
            lr: Linear(full ? 2e-5 : 2e-3, warmup: 10),
            epochs: full ? 2 : 4,
            checkpointEvery: Steps(1000),
            selectBy: LastCheckpoint,
            overlong: Truncate(Right)
        ),
        objective: from p in plugged
        from o in p ? PluggedIn() : CrossEntropy()
        select o
    )
    .Stage(
        "translation",
        use.Select(u => u == "translation" ? Fixed(first, written) : Untrained),
        Train(
            batch: full ? 1024 : 16,
            lr: Linear(full ? 1e-4 : 1e-3, warmup: full ? 16_000 : 20),
            epochs: 3,
            checkpointEvery: Steps(1000),
            selectBy: LastCheckpoint,
            optimizer: AdamW(0.9, 0.98),
            overlong: Truncate(Right)
        ),
        objective: CrossEntropy(labelSmoothing: full ? 0.2 : 0.1),
        rates: full ? [] : [("embedding", 4)], // as the kept base learnt them, which are large
        into: begun
    )
    .Evaluate(use.Select(u => u == "translation" ? first : languages), items: items, overlong: Truncate(Right))
    .Metrics(use.Select<IReadOnlyList<IMetric>>(u => u == "translation" ? [Chrf()] : []))
    .AllowShort()
    .Seeds([.. Enumerable.Range(1, seeds).Select(s => (long)s)])
    .Report(
        Differences("arm", to: "CA-MLM bilingual", over: languages),
        Differences("cross-attention", to: "out", over: languages),
        Differences("arm", to: "CA-MLM bilingual", over: first, metric: "chrf"),
        Differences("cross-attention", to: "out", over: first, metric: "chrf"),
        Printed(
            "The paper's ablation: small models, XNLI (accuracy) and IWSLT14 German to English (BLEU)",
            """
            pre-trained on | objective | XNLI | IWSLT
            monolingual | MLM (XLM) | 59.8 | 33.7
            monolingual | mBART | 57.3 | 32.9
            monolingual | CA-MLM (VECO) | 60.6 | 34.0
            bilingual | MLM + TLM (XLM) | 64.5 | 33.9
            bilingual | mBART | 60.8 | 34.5
            bilingual | CA-MLM (VECO) | 67.7 | 36.0
            """,
            "An image of the paper's table, read by eye; six layers, 247 M weights, 50 languages. Neither set is in this recipe."
        ),
        Printed(
            "The paper's translation from English: WMT14, sacreBLEU",
            """
            begun from | French | German
            nothing | 40.4 | 27.8
            mBART | 41.0 | 29.1
            XLM-R | 41.2 | 29.9
            VECO, plugged in | 42.0 | 30.6
            """,
            "An image of the paper's table, read by eye; 24 layers and 6 in the decoder, millions of pairs. Here are paragraphs of help."
        )
    );
