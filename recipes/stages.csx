// What is kept of a language when others are learnt after it, and does the order matter? A base that knows numbers in twelve languages
// learns to answer arithmetic questions in English, then in three more languages, a stage each, in two orders; at last preferences (a right
// sum to a wrong one) in English. Every stage is measured in all languages: the report has a matrix stage × language, what each stage
// changed, and forgetting. Korean is never trained on. About two minutes on two cores.
#r "../artifacts/Clt.Recipes.dll"
using static Clt.Recipe;

var english = Lang("en");
var order = Axis("order", ("es ja ar", Langs("es ja ar")), ("ar ja es", Langs("ar ja es")));

var first = Train(batch: 16, lr: Linear(1e-3), epochs: 3, checkpointEvery: Steps(50), validation: 20);
var next = Train(batch: 16, lr: Linear(5e-4), epochs: 3, checkpointEvery: Steps(50), validation: 20);

return Study("stages")
    .Model("recipes/bases/small")
    .Task(Arithmetic(on: NumberWords()))
    .Stage("english", Fixed(english, 600), first)
    .Stage("first", Fixed(order.Select(o => o[..1]), 160), next)
    .Stage("second", Fixed(order.Select(o => o[1..2]), 160), next)
    .Stage("third", Fixed(order.Select(o => o[2..3]), 160), next)
    .Stage("preferences", Fixed(english, 80), Train(batch: 16, lr: Constant(1e-5), validation: 20), objective: Dpo(beta: 0.1))
    .Evaluate(Langs("en es ja ar ko"), items: 60)
    .Seeds(1, 2);
