// Multiple choice in nine languages: bases, one a seed, that know countries, currencies, months and weekdays by name and as statements
// (Japan: Japanese Yen) learn to choose the answers of questions in English, and with more questions in two further languages. How much
// of it reaches the others, and do solved examples before the question help? The facts are the machine's own locale data.
#r "../artifacts/Clt.Recipes.dll"
using static Clt.Recipe;

var english = Lang("en");
var seen = Langs("es ja");
var unseen = Langs("fr de pt zh ko ar");
var all = english + seen + unseen;

var n = Axis("questions per language", 0, 100);
var shots = Axis("shots", 0, 2);

var lines = LanguageModelling(on: LocaleText("en es fr de pt ja zh ko ar"));
var questions = MultipleChoice(on: LocaleFacts(), unconditional: "Answer:");

return Study("choices")
    .Tokenizer(ByteLevelBpe(vocabulary: 2048))
    .Base(Pretrain(Decoder(layers: 3, width: 96, heads: 4), on: Share(1, lines, all), tokens: 800_000))
    .Task(questions)
    .Mixture(Fixed(english, 200) + PerLanguage(seen, n))
    .Train(batch: 16, lr: Linear(1e-3), epochs: 6, checkpointEvery: Steps(20), selectBy: ValidationLoss)
    .Evaluate(all, items: 100, metrics: ["acc-mutual-info", "acc", "acc-norm"], shots: shots, exemplars: Translated)
    .Seeds(1, 2)
    .Report(RelativeToEnglish(), SeenVersusUnseen());
