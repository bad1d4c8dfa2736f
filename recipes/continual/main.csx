// M'hamdi et al. 2023 (arXiv 2205.11152), cross-lingual continual learning: requests with intents and slots come one language after the
// other, in six orders of six languages. What does an encoder forget, what does it carry forward, which method keeps what it knows, and
// is it the encoder or the head that forgets? The data are the paper's own (MTOP as it cut it). README.md has what the paper printed and
// what is not known of it.
//     ./clt run recipes/continual/main.csx
//     ./clt check recipes/continual/main.csx --set scale=full --set model=<folder of an encoder such as mBERT>
#r "../../artifacts/Clt.Recipes.dll"
using static Clt.Recipe;

var scale = Setting("scale", "small"); // full: the paper's settings, for a published encoder
var full =
    scale == "full" ? true
    : scale == "small" ? false
    : throw new ArgumentException($"scale is '{scale}': it must be small or full.");
var model = Setting("model", Beside("../bases/encoder"));
var data = Setting("data", ""); // a folder with train-xx.tsv, dev-xx.tsv and test-xx.tsv; without it the set mtop of the catalogue
var lines = Setting("lines", full ? 7280 : 200); // of each language
var items = Setting("items", full ? 500 : 120);
var layers = Setting("layers", full ? 12 : 6);
var orders = Setting(
    "orders",
    full
        ? "en de fr hi es th, th es hi fr de en, es hi en de th fr, fr th de en hi es, hi en es th fr de, de fr th es en hi"
        : "en de fr hi es th, th es hi fr de en, es hi en de th fr, fr th de en hi es"
);

// Names with commas between, or all. A small study has few, so that it can have four orders: intervals are over orders too, and two of them
// tell next to nothing.
const string Small = "vanilla, replay, own encoder, own head, alone, joint";
var only = Setting("methods", full ? "all" : Small);

var order = Orders(orders.Split(',', StringSplitOptions.TrimEntries));
var languages = order.Values[0];

// The paper's memory is 6,000 of 43,680 lines, and as many lines are drawn for a step as it has itself.
var memory = Math.Max(1, languages.Count * lines * 6000 / 43680);
var crf = RandomField();
var head = Setting("head", "sequence_dense sequence_labels joint_token_labels crf");
var body = Setting("body", full ? "embedding* positions token_types layers" : "embedding layers final_norm");
var upTo = string.Join(' ', Enumerable.Range(0, layers * 3 / 4).Select(i => $"layers.{i}"));

var all = new[]
{
    ("vanilla", InTurn()),
    ("online EWC", InTurn(OnlineEwc(strength: 20, decay: 0.01, within: crf))),
    ("replay", InTurn(Replay(memory, within: crf))),
    ("logits", InTurn(ReplayLogits(memory, within: crf))),
    ("states", InTurn(ReplayStates(memory, within: crf))),
    ("A-GEM", InTurn(AGem(memory, within: crf))),
    ("own encoder", InTurn(own: body)),
    ("own lower layers", InTurn(own: upTo)),
    ("own head", InTurn(own: head)),
    ("own adapters", InTurn(adapter: Bottleneck(placement: BehindFeedForwardSum))),
    ("own adapters, base tuned", InTurn(adapter: Bottleneck(placement: BehindFeedForwardSum), tuneBase: true)),
    ("alone", Alone()),
    ("joint", Together()),
    ("growing joint", Growing()),
};
var chosen = only.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
if (only != "all" && chosen.Except(all.Select(m => m.Item1)).ToList() is { Count: > 0 } unknown)
    throw new ArgumentException($"methods names {string.Join(", ", unknown)}: there are {string.Join(", ", all.Select(m => m.Item1))}.");
var method = Axis("method", [.. all.Where(m => only == "all" || chosen.Contains(m.Item1))]);

return Study("continual")
    .Model(model)
    .Task(IntentSlots(on: Mtop(data), MtopIntents, Bio(MtopSlots)))
    .Stream(
        order,
        lines,
        Train(
            batch: 16,
            lr: Constant(Setting("lr", full ? 3e-5 : 1e-3)),
            epochs: Setting("epochs", full ? 10 : 3),
            packing: None,
            checkpointEvery: Steps(1000),
            selectBy: LastCheckpoint
        ),
        method,
        objective: crf
    )
    .Evaluate(languages, items: items)
    .Seeds(1, 2, 3)
    .Report(
        ContinualTransfer("vanilla", metrics: "slot-f1 intent-accuracy", encoder: "own encoder", head: "own head"),
        Printed(
            "The authors' monolingual models, mBERT on MTOP",
            """
            language | intent accuracy | slot F1
            en | 95.3 | 77.97
            de | 93.8 | 66.29
            fr | 93.17 | 70.6
            hi | 92.43 | 62.54
            es | 94.0 | 70.36
            th | 90.71 | 64.08
            """,
            "Constants of the repository's analysis; tables of its methods were not published."
        )
    );
