// What the kept bases are worth, as gates: each is printed with its 95 % intervals, and the run ends with exit code 1 where one does not
// hold. The encoder (encoder/): fine-tuned to tag parts of speech on 400 English sentences, with three seeds, is it above the same model
// from random weights in English, and above random weights and the most frequent tag in German, French, Spanish, Portuguese and Russian?
// And does it find translations, untrained, by the cosine of mean states? The treebanks are parallel (PUD), and no text of theirs was read
// in pre-training; sentences that are tested on, in whatever language, are not among those that are trained on. The encoder-decoder
// (seq2seq/): fine-tuned to translate paragraphs of help into German, with three seeds, is its BLEU above that of the same model from
// random weights? And is what it mends, untrained, in the text's own language? Pages that are tested on are in no text that it read.
// Intervals are over items and seeds of fine-tuning; they hold for these bases.
//     ./clt run recipes/bases/gates.csx
//     ./clt run recipes/bases/gates.csx --set base=seq2seq
#r "../../artifacts/Clt.Recipes.dll"
#load "texts.csx"
using Clt.Results.Analysis;
using static Clt.Recipe;

var which = Setting("base", "both", "both", "encoder", "seq2seq");
var encoder = Setting("encoder", Beside("encoder"));
var seq2seq = Setting("seq2seq", Beside("seq2seq"));
var data = Setting("data", ""); // a folder of parallel treebanks; without it the set ud-pud of the catalogue
var help = Setting("help", ""); // a folder of packages of help to read instead of fetching
var items = Setting("items", 380); // the parallel treebanks have no more in their test part
var pairs = Setting("pairs", 1500);

var english = Lang("en");
var german = Langs("en→de");
var gated = Langs("de fr es pt ru");
var printed = Langs("hi ar ko zh");

var treebanks = UniversalDependencies(data, divided: true);
var tags = Tagging(treebanks, PartsOfSpeech + " _");
var translations = Translations(Parallel(treebanks));
var paragraphs = HelpParagraphs(Texts.HelpTags, packages: help.Length > 0 ? help : null, characters: 80);
var toGerman = Prompted(Directed(paragraphs), "{source.text}", "{text}", metric: "bleu", newTokens: 80, name: "translation");
var mended = Denoising(paragraphs, newTokens: 80);

// Each base adds its parts: what is measured, on which model, and what it is trained on.
string[] parts = ["encoder tags", "encoder translations", "seq2seq translation", "seq2seq denoising"];
var part = Axis("part", parts.Where(p => which == "both" || p.StartsWith(which)).ToArray());
var start = Axis("start", "trained", "random");

T Of<T>(string name, T tagging, T finding, T translating, T mending) =>
    name switch
    {
        "encoder tags" => tagging,
        "encoder translations" => finding,
        "seq2seq translation" => translating,
        "seq2seq denoising" => mending,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such part."),
    };

GateScore Tagged(LanguageSet languages, string weights, string metric = "token-accuracy") =>
    Scored(languages, metric, "tagging", ("start", weights));

GateScore Translated(string weights) => Scored(german, "bleu", "translation", ("start", weights));

IEnumerable<Gate> OfLanguage(Language language)
{
    var (name, alone) = (language.Short, Langs(language.Short));
    yield return Above($"{name} tags: above random weights", Tagged(alone, "trained"), Tagged(alone, "random"));
    yield return Above($"{name} tags: above the most frequent tag", Tagged(alone, "trained"), Tagged(alone, "trained", "majority-tag"));
}

IEnumerable<Gate> OfEncoder() =>
    [
        Above("en tags: above random weights", Tagged(english, "trained"), Tagged(english, "random")),
        .. gated.SelectMany(OfLanguage),
        AboveChance("translations: found more often than by chance", Scored(gated, "exact-match", "translations")),
    ];

IEnumerable<Gate> OfSeq2Seq() =>
    [
        Above("en→de: BLEU above random weights", Translated("trained"), Translated("random")),
        .. Texts.Mended.Select(l =>
            Above($"{l.Short}: mended text is in its own language", Scored(Langs(l.Short), "own-language", "denoising"), 0.75)
        ),
    ];

return Study("bases/gates")
    .Model(
        part.Select(p => Of(p, encoder, encoder, seq2seq, seq2seq)),
        missing: "clt run recipes/bases/encoder.csx; then --set encoder=$(echo runs/bases/encoder/cells/*/checkpoint/model), or seq2seq"
    )
    .Task(part.Select(p => Of(p, tags, translations, toGerman, mended)))
    .Mixture(part.Select(p => Of(p, Fixed(english, 400), Untrained, Fixed(german, pairs), Untrained)))
    .Reinitialise(start.Select(s => s == "random" ? "*" : ""))
    // Of encoders the lower layers stay as they are, from either start: what languages share in them is not unlearnt (Wu and Dredze 2019).
    .Freeze(part.Select(p => Of(p, "embedding layers.0 layers.1 layers.2 layers.3", "", "", "")))
    .Train(
        batch: part.Select(p => Of(p, 16, 16, 32, 32)),
        lr: part.Select(p => Of(p, Linear(5e-4, warmup: 10), Linear(5e-4), Linear(1e-3, warmup: 20), Linear(1e-3))),
        epochs: part.Select(p => Of(p, 10, 1, 3, 1)),
        selectBy: LastCheckpoint
    )
    .Evaluate(
        part.Select(p => Of(p, english + gated + printed, gated + printed, german, Texts.Mended)),
        items: part.Select(p => Of(p, items, Math.Min(items, 300), Math.Min(items, 300), Math.Min(items, 150)))
    )
    .Metrics(
        part.Select<IReadOnlyList<IMetric>>(p =>
            Of<IReadOnlyList<IMetric>>(
                p,
                [MajorityTag(PartsOfSpeech + " _")],
                [],
                [OwnLanguage(paragraphs, Texts.Mended)],
                [OwnLanguage(paragraphs, Texts.Mended)]
            )
        )
    )
    .Seeds(1, 2, 3)
    .Report(Gates([.. which == "seq2seq" ? [] : OfEncoder(), .. which == "encoder" ? [] : OfSeq2Seq()]));
