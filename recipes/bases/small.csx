// A multilingual decoder of a few million weights that the small recipes start from: it has read Debian's package descriptions,
// LibreOffice's and GNOME's help, and number words, and never a question with its answer nor a description with its synopsis, nor a page of
// help that the small recipe for instructions tests on. About half an hour on two cores with bf16 instructions, twice that without; it goes
// on where it was stopped. Nothing is fine-tuned: the base is measured on held-out descriptions. The folder small/ beside this file keeps
// what it gave. To make one of your own:
//   clt run recipes/bases/small.csx
//   clt run recipes/guide/math.csx --set model=$(echo runs/bases/small/cells/*/checkpoint/model)
#r "../../artifacts/Clt.Recipes.dll"
using static Clt.Recipe;

var tokens = Setting("tokens", 10_000_000);
var lists = Setting("lists", ""); // a folder of apt's unpacked lists to read instead of fetching

var read = Langs("en fr de ja es pt-BR ko ru it zh");
var helped = Langs("en fr de ja es pt-BR ko ru it zh pt tr id");
var counted = Langs("en es fr ja zh ar ko pt de ru hi tr");
var descriptions = LanguageModelling(on: DebianDescriptions(lists: lists.Length > 0 ? lists : null), field: "description");

// A page in parts that the context holds. Its training part is that of the how-tos (HowTos), which share its pages.
var help = LanguageModelling(on: HelpPages(passage: 1500));

// The questions of the quickstart's training part only, as there.
var numbers = LanguageModelling(on: NumberWordText("en es fr ja zh ar ko pt de ru hi tr"));

return Study("bases/small")
    .Tokenizer(ByteLevelBpe(vocabulary: 8192, examples: 8000))
    .Base(
        Pretrain(
            Decoder(layers: 6, width: 192, heads: 6, context: 512),
            // Shares are of examples: a text is about ten times as long as a line of number words, which so are a third of all tokens.
            on: Share(1, descriptions, read) + Share(1, help, helped) + Share(10, numbers, counted),
            tokens: tokens,
            batch: 48,
            lr: Cosine(2e-3, warmup: 200, final: 0.1),
            checkpointEvery: Steps(100)
        )
    )
    .Task(descriptions)
    .Evaluate(read, items: 50)
    .Report();
