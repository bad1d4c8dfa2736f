// What do the layers of a multilingual encoder know, and when do they learn it? A base of three layers reads treebanks in two scripts; four
// of its checkpoints are kept. Linear probes, fitted in English and in Russian, tell parts of speech, and words from their heads, by the
// states of each layer; translations are compared by CKA and found by their states. Then the base learns to tag English, and is measured
// again.
#r "../artifacts/Clt.Recipes.dll"
using static Clt.Recipe;

var languages = Langs("en de ru hi");
var treebank = UniversalDependencies(divided: true);
var tags = Tagging(on: treebank, tags: PartsOfSpeech);

double[] shares = [0, .. LogSpaced(3, from: 0.1)];
var share = Axis("share of pre-training", shares);

return Study("layers")
    .Tokenizer(ByteLevelBpe(vocabulary: 2048))
    .Base(
        Pretrain(
            Encoder(layers: 3, width: 96, heads: 4),
            on: Share(1, LanguageModelling(on: treebank), languages),
            tokens: 600_000,
            batch: 32,
            lr: Cosine(2e-3, warmup: 50),
            seed: 1,
            keep: shares,
            at: share
        )
    )
    .Task(
        Probe(tags, from: Langs("en ru"), train: 200, seeds: 2),
        Probe(Arcs(on: treebank), train: 200),
        Similarity(treebank, with: "en", by: [Cka(), Rsa(), Retrieved(centred: true)])
    )
    .Evaluate(languages, items: 200)
    .Report(ByLayer());
