// A model as it is on the real MGSM (Shi et al. 2022): 250 problems a language, solved step by step after eight solved exemplars, in
// every language whose file is there. Accuracy by two rules: the answer where it is announced (boxed, ####, "The answer is" in the
// language, else the last number), and the last number. Nothing is trained: clt run recipes/guide/mgsm.csx --set model=DIR
#r "../../artifacts/Clt.Recipes.dll"
using static Clt.Recipe;

var model = Setting("model", ""); // a Hugging Face folder: config.json, tokenizer.json, *.safetensors
var mgsm = Setting("mgsm", ""); // a folder; without it the set mgsm of the catalogue
var translations = Setting("translations", ""); // a folder of mgsm_xx.tsv in further languages; they have no exemplars, so set shots=0
var languages = Setting("languages", "en es fr de ru zh ja th sw bn te");
var items = Setting("items", 250);
var shots = Setting("shots", 8);

// The paper names no limit; 320 tokens hold the exemplars' solutions three times over in its models' vocabularies.
var tokens = Setting("tokens", 320);

return Study("guide/mgsm")
    .Model(model)
    .Task(MathReasoning(on: Mgsm(mgsm, translations.Length > 0 ? translations : null), shots, tokens, paperRules: true))
    .Evaluate(Langs(languages), items: items)
    .Report();
