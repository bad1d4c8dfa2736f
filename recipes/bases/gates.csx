// What the kept bases are worth, as gates: each is printed with its 95 % intervals, and the run ends with exit code 1 where one does not
// hold. The encoder (encoder/): fine-tuned to tag parts of speech on 400 English sentences, with three seeds, is it above the same model
// from random weights in English, and above random weights and the most frequent tag in German, French, Spanish, Portuguese and Russian?
// And does it find translations, untrained, by the cosine of mean states? The treebanks are parallel (PUD), and no text of theirs was read
// in pre-training; sentences that are tested on, in whatever language, are not among those that are trained on. Intervals are over
// sentences and seeds of fine-tuning; they hold for this base. Eight minutes on two cores.
//     ./clt run recipes/bases/gates.csx
#r "../../artifacts/Clt.Recipes.dll"
using Clt.Results.Analysis;
using static Clt.Recipe;

var encoder = Setting("encoder", Beside("encoder"));
var data = Setting("data", ""); // a folder of parallel treebanks; without it the set ud-pud of the catalogue
var items = Setting("items", 300);

var english = Lang("en");
var gated = Langs("de fr es pt ru");
var printed = Langs("hi ar ko zh");

var treebanks = UniversalDependencies(data, divided: true);
var tags = Tagging(treebanks, PartsOfSpeech + " _");
var translations = Translations(Parallel(treebanks));

// Each base adds its part: what is measured, on which model, and what it is trained on.
var part = Axis("part", "encoder tags", "encoder translations");
var start = Axis("start", "trained", "random");
var isTags = part.Select(p => p == "encoder tags");

GateScore Tagged(LanguageSet languages, string weights, string metric = "token-accuracy") =>
    Scored(languages, metric, "tagging", ("start", weights));

IEnumerable<Gate> OfLanguage(Language language)
{
    var (name, alone) = (language.Short, Langs(language.Short));
    yield return Above($"{name} tags: above random weights", Tagged(alone, "trained"), Tagged(alone, "random"));
    yield return Above($"{name} tags: above the most frequent tag", Tagged(alone, "trained"), Tagged(alone, "trained", "majority-tag"));
}

return Study("bases/gates")
    .Model(encoder, missing: "clt run recipes/bases/encoder.csx; then --set encoder=$(echo runs/bases/encoder/cells/*/checkpoint/model)")
    .Task(isTags.Select(t => t ? tags : translations))
    .Mixture(isTags.Select(t => t ? Fixed(english, 400) : Untrained))
    .Reinitialise(start.Select(s => s == "random" ? "*" : ""))
    .Train(batch: 16, lr: Linear(5e-4, warmup: 10), epochs: 10, selectBy: LastCheckpoint)
    .Evaluate(isTags.Select(t => t ? english + gated + printed : gated + printed), items: items)
    .Metrics(MajorityTag(PartsOfSpeech + " _"))
    .Seeds(1, 2, 3)
    .Report(
        Gates([
            Above("en tags: above random weights", Tagged(english, "trained"), Tagged(english, "random")),
            .. gated.SelectMany(OfLanguage),
            AboveChance("translations: found more often than by chance", Scored(gated, "exact-match", "translations")),
        ])
    );
