using Clt.Recipes.Grid;
using Clt.Recipes.Models;
using Clt.Recipes.Studies;
using static Clt.Recipe;

namespace Clt.Running.Tests.Toys;

/// <summary>A study in the form of the first recipe.</summary>
internal static class ToyStudy
{
    public static LanguageSet English { get; } = Lang("en");

    public static LanguageSet Seen { get; } = Langs("es fr");

    public static LanguageSet Unseen { get; } = Langs("ja pt");

    public static Study Quick(ISource? source = null, Axis<int>? n = null, Axis<string>? answers = null, params long[] seeds)
    {
        source ??= new ToySource();
        n ??= Axis("samples per language", 0, 50, 200);
        answers ??= Axis("answer", "working", "result");
        return Study("toy/quick")
            .Tokenizer(ByteLevelBpe(vocabulary: 1024))
            .Base(Base(source))
            .Task(answers.Select(a => new ToyTask(source, a)))
            .Mixture(Fixed(English, 100) + PerLanguage(Seen, n))
            .Train(batch: 32, lr: Constant(1e-3), epochs: 4, packing: None, checkpointEvery: Steps(50), selectBy: ValidationLoss)
            .Evaluate(English + Seen + Unseen, items: 10)
            .Seeds(seeds.Length > 0 ? seeds : [1, 2]);
    }

    public static Choice<BaseSpec> Base(ISource source, Choice<int>? width = null) =>
        Pretrain(
            Decoder(layers: 2, width: width ?? 32, heads: 4),
            on: Share(0.75, new ToyTask(source, "pairs"), English + Seen) + Share(0.25, new ToyTask(source, "sums"), Unseen),
            tokens: 20_000,
            lr: Cosine(3e-3, warmup: 20),
            seed: 1
        );
}
