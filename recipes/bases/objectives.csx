// Which objective teaches an encoder more from the same texts? The kept encoder (encoder/) is pre-trained further on translated paragraphs
// of help: by masked language modelling (MLM: BERT, Devlin et al. 2019) and by replaced token detection (ELECTRA, Clark et al. 2020), each
// text by itself, and by translation language modelling (TLM: Conneau and Lample 2019), a pair as one sequence: the one arm that is told
// what translates what. All read the same texts as often. Then it is measured as gates.csx does: parts of speech after fine-tuning on
// English, and translations found, untrained. Whole words are hidden in pre-training only: encoder.csx, --set masking=words.
//     ./clt run recipes/bases/objectives.csx
#r "../../artifacts/Clt.Recipes.dll"
using static Clt.Recipe;

var model = Setting("model", Beside("encoder"));
var data = Setting("data", ""); // a folder of parallel treebanks; without it the set ud-pud of the catalogue
var pairs = Setting("pairs", ""); // JSONL with id, text and translation, a file a language; without it paragraphs of help pages
var paragraphs = Setting("paragraphs", 800); // pairs of each language
var sentences = Setting("sentences", 400);
var items = Setting("items", 300);
var frozen = Setting("frozen", 4); // layers, as in gates.csx: what languages share in the lower ones is not unlearnt
var tags = Setting("languages", "de fr es pt ru"); // each beside English
var objectives = Setting("objectives", "none,MLM,ELECTRA,TLM").Split(',', StringSplitOptions.TrimEntries);
var length = Setting("length", 96); // most tokens of a text in pre-training
var seeds = Setting("seeds", 3);

var english = Lang("en");
var languages = Langs(tags);
var treebanks = UniversalDependencies(data, divided: true);
ISource translated = pairs.Length > 0 ? Files(pairs, tags, id: "id") : Parallel(HelpParagraphs($"en {tags}", characters: 150));

var objective = Axis("objective", objectives);
var part = Axis("part", "tags", "translations");

return Study("bases/objectives")
    .Model(model)
    .Task(part.Select<ITask>(p => p == "tags" ? Tagging(treebanks, PartsOfSpeech + " _") : Translations(Parallel(treebanks))))
    .Stage(
        "pre-training",
        objective.Select(o => o == "none" ? Skipped : Fixed(languages, paragraphs, Translations(translated))),
        Train(
            batch: 32,
            lr: Linear(5e-4, warmup: 10),
            checkpointEvery: Steps(1000),
            selectBy: LastCheckpoint,
            optimizer: AdamW(0.9, 0.98),
            weightDecay: 0.05,
            maxLength: length,
            overlong: Truncate(Right)
        ),
        objective: from name in objective
        from learnt in name switch
        {
            "none" or "MLM" => Mlm(Masks(0.3)),
            "ELECTRA" => ReplacedTokens(),
            "TLM" => Tlm(Masks(0.3)),
            _ => throw new ArgumentException($"objectives names {name}: there are none, MLM, ELECTRA and TLM."),
        }
        select learnt
    )
    .Stage(
        "tags",
        part.Select(p => p == "tags" ? Fixed(english, sentences) : Untrained),
        Train(batch: 16, lr: Linear(5e-4, warmup: 10), epochs: 10, selectBy: LastCheckpoint),
        freeze: string.Join(' ', Enumerable.Range(0, frozen).Select(i => $"layers.{i}").Prepend("embedding"))
    )
    .Evaluate(part.Select(p => p == "tags" ? english + languages : languages), items: items)
    .AllowShort()
    .Seeds([.. Enumerable.Range(1, seeds).Select(s => (long)s)])
    .Report(Differences("objective", to: objectives.Contains("MLM") ? "MLM" : objectives[0], over: languages));
