// Lin et al. 2024 (arXiv 2404.11932): a model is taught in English; does it answer alike in other languages once it has seen instructions
// in one language with answers in another? Here the knowledge is CLDR's facts: all of them are taught in English (the currency of a
// territory, its language, its part of the world; the script of a language), a half of them also across languages, and the other half is
// asked in Spanish, Chinese and French. Four-choice questions in five orders of their parts: accuracy, consistency across languages and
// AC3, medians over the orders; questions whose answer shares a stem with them are apart. README.md has the paper.
//     ./clt run recipes/crossin/main.csx
//     ./clt check recipes/crossin/main.csx --set scale=full --set model=M --set instructions=FILE.jsonl --set aligned=D/{language}.jsonl
#r "../../artifacts/Clt.Recipes.dll"
using static Clt.Recipe;

var scale = Setting("scale", "small"); // full: the paper's data and tests, where the settings below name them
var full =
    scale == "full" ? true
    : scale == "small" ? false
    : throw new ArgumentException($"scale is '{scale}': it must be small or full.");
var model = Setting("model", Beside("../bases/small"));
var packages = Setting("packages", ""); // a folder of npm's tarballs; without it CLDR is fetched once
var instructions = Setting("instructions", ""); // full: English JSONL with prompt and completion, such as Platypus
var aligned = Setting("aligned", ""); // full: the same in all languages with id, such as Alpaca; {language} stands for the tag
var mmlu = Setting("mmlu", ""); // full: SeaEval's cross_mmlu.json
var logiqa = Setting("logiqa", ""); // full: SeaEval's cross_logiqa.json
var known = Setting("known", full ? 25_000 : 647); // rows of the English instructions: all facts
var sizes = Setting("sizes", full ? "3000 6000 15000" : "100 300 750"); // rows of each arm
var tags = full ? "en es vi zh" : "en es zh fr";
var epochs = Setting("epochs", full ? 1 : 6);
var items = Setting("items", full ? 1200 : 150);
if (full && (instructions.Length == 0 || aligned.Length == 0))
    throw new ArgumentException("scale=full needs --set instructions=FILE.jsonl and --set aligned=\"DIR/{language}.jsonl\".");

var english = Lang("en");
var all = Langs(tags);
var others = all - english;
string? folder = packages.Length > 0 ? packages : null;

// What is taught in English only, and what is taught across languages: the training half of the facts, each direction with its own.
var taught = Directed(full ? Files(instructions, "en") : CldrStatements(tags, packages: folder));
var shared = Directed(full ? Files(aligned, tags, id: "id") : CldrFacts(tags, packages: folder), aligned: false);
var prompt = full ? "{source.prompt} [{language}]\n\n" : "{source.subject}\n{asked}";
var answer = full ? "{completion}" : " {answer}";
var lessons = Prompted(taught, prompt, answer, name: "lessons");
var across = Prompted(shared, prompt, answer, name: "across");
var translations = full
    ? Prompted(shared, "Translate the following sentence into English.\n{source.prompt}\n\n", "{prompt}", name: "translations")
    : Prompted(shared, "{source.subject} =", " {subject}", name: "translations");

// Rows of each arm, even over its directions; the base has English instructions alone.
var rows = Axis("rows", [.. sizes.Split(' ').Select(int.Parse)]);
var arm = Axis("arm", "Base", "en2x", "x2en", "x2x", "x2x + translation");
var part = (LanguageSet directions, ITask task) => ByRate(rows, task, (directions, 1.0));
var added = arm.Select(a =>
    a switch
    {
        "Base" => Untrained,
        "en2x" => part(Pairs(english, others), across),
        "x2en" => part(Pairs(others, english), across),
        "x2x" => part(all + Pairs(all, all), across),
        "x2x + translation" => part(all + Pairs(all, all), across) + part(Pairs(others, english), translations),
        _ => throw new ArgumentException(a),
    }
);

// The orders in which a question's parts stand before its options are ranked.
var order = Axis("prompt", "1", "2", "3", "4", "5");

ITask Asked(string number, ISource on) =>
    full
        ? MultipleChoice(
            on,
            prompt: number switch
            {
                "1" => "{question}\n{choices}\nAnswer:",
                "2" => "Question: {question}\n{choices}\nAnswer:",
                "3" => "{choices}\nQuestion: {question}\nAnswer:",
                "4" => "Choose the right answer.\n{question}\n{choices}\nAnswer:",
                _ => "{question}\nChoices:\n{choices}\nThe right one is",
            }
        )
        : MultipleChoice(
            on,
            prompt: number switch
            {
                "1" => "{subject}\n{asked}",
                "2" => "{subject} {asked}",
                "3" => "{asked}\n{subject}\n{asked}",
                "4" => "{choices.0}, {choices.1}, {choices.2}, {choices.3}\n{subject}\n{asked}",
                _ => "{subject}\n{choices.0}, {choices.1}, {choices.2}, {choices.3}\n{asked}",
            }
        );

(string Label, ISource On)[] sets = full
    ?
    [
        ("Cross-XQuAD", XquadChoices(tags)),
        .. mmlu.Length > 0 ? [("Cross-MMLU", SeaEvalChoices(mmlu))] : Array.Empty<(string, ISource)>(),
        .. logiqa.Length > 0 ? [("Cross-LogiQA", SeaEvalChoices(logiqa))] : Array.Empty<(string, ISource)>(),
    ]
    :
    [
        ("no stem in common", CldrFacts(tags, leaking: false, packages: folder)),
        ("a stem in common", CldrFacts(tags, leaking: true, packages: folder)),
    ];
var set = Axis("questions", sets);

return Study("crossin")
    .Model(model)
    .Task(from o in order from s in set select Asked(o, s))
    .Mixture(Fixed(english, known, lessons) + added)
    .Train(
        batch: 16,
        lr: Cosine(full ? 1e-4 : 1e-3, warmup: 0.03),
        epochs: epochs,
        checkpointEvery: Steps(1000),
        selectBy: LastCheckpoint,
        validation: 0
    )
    .Adapter(full ? Lora(rank: 64, alpha: 128, dropout: 0.05) : AllWeights)
    .Evaluate(all, items: items, metrics: ["acc", "choice"])
    .Seeds(1, 2, 3)
    .Report(CrossLingualConsistency(prompts: "prompt", arm: "arm", against: "Base"));
