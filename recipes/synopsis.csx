// A base that has read Debian's package descriptions in eight languages learns to write a package's synopsis, its one line:
// from English examples only, and with N more in each of three languages. How much of it reaches the languages without examples?
// The way of the Post-trainer's Guide (arXiv 2504.16677) on real text, with a model of a million weights: about 25 minutes on two
// cores, 5 with --set scale=small, whose numbers are rougher. The first use fetches the descriptions with apt (docs/data-debian.md).
//
// What to mind of ROUGE-L here. Package names, commands and formats are Latin in every language, so copying them counts in languages
// never trained on too; and many synopses are templates ("Perl module for …", "bibliothèque de …"), so a model that knows little but
// a language's template scores well above 0. Models of this size learn the language to answer in and its templates first, copying late:
// after English alone the small one answers every prompt in English, below the base, which goes on in the prompt's language.
// Compare with the base, not with 0, and read some of runs/…/predictions (docs/lab-notes.md says what was seen).
#r "../artifacts/Clt.Recipes.dll"
using static Clt.Recipe;

var scale = Setting("scale", "full", "full", "small");
var lists = Setting("lists", ""); // a folder of apt's unpacked lists (…Translation-xx) to read instead of fetching
var small = scale == "small";

var english = Lang("en");
var seen = Langs("fr de ja");

// Portuguese as pt-BR: 4,564 descriptions to pre-train on and 1,172 to test on; pt (Portugal) has 1,247 and 379.
var unseen = Langs("es pt-BR ko ru");
var all = english + seen + unseen;

var n = small ? Axis("samples per language", 0, 200) : Axis("samples per language", 0, 100, 400, 1600);
var debian = DebianDescriptions(lists: lists.Length > 0 ? lists : null);

// Pre-training reads descriptions alone: in no language does it show one with its synopsis. Packages that are tested on are in
// none of it, in no language.
var texts = LanguageModelling(on: debian, field: "description");

// The prompt shows the first 100 characters. Rare Han characters take up to three tokens each: 512 are enough for all.
var shape = Decoder(layers: 4, width: 128, heads: 4, context: 512);

return Study(small ? "synopsis-small" : "synopsis")
    .Tokenizer(ByteLevelBpe(vocabulary: 4096, examples: 8000))
    .Base(
        Pretrain(shape, on: Share(1, texts, all), tokens: small ? 1_200_000 : 4_500_000, batch: 8, lr: Cosine(3e-3, warmup: 50, final: 0.1))
    )
    .Task(Synopsis(on: debian, characters: 100))
    .Mixture(Fixed(english, small ? 1000 : 3000) + PerLanguage(seen, n))
    .Train(batch: 8, lr: Cosine(2e-3, warmup: 20, final: 0.1), epochs: small ? 3 : 2, checkpointEvery: Steps(100), selectBy: ValidationLoss)
    .Evaluate(all, items: small ? 100 : 150)
    .Seeds(small ? [1, 2] : [1, 2, 3])
    .Report(RelativeToEnglish(), SeenVersusUnseen());
