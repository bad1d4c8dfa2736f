using Clt.Testing;

namespace Clt.Fuzz.Tests.Kinds;

/// <summary>Recipes, through <c>clt check</c>: compiled, run, and made into a plan.</summary>
internal static class RecipeKinds
{
    private const string Small = """
        using static Clt.Recipe;

        var english = Lang("en");
        var seen = Langs("es");
        var n = Axis("samples per language", 0, 50);
        var lines = LanguageModelling(on: NumberWordText("en es", below: 12, lines: 400));

        return Study("tiny")
            .Tokenizer(ByteLevelBpe(vocabulary: 400, examples: 200))
            .Base(Pretrain(Decoder(layers: 2, width: 64, heads: 2), on: Share(1, lines, english + seen), tokens: 60_000))
            .Task(Arithmetic(on: NumberWords(below: 12), answer: "result"))
            .Mixture(Fixed(english, 60) + PerLanguage(seen, n))
            .Train(batch: 16, lr: Linear(1e-3), epochs: 2, selectBy: ValidationLoss)
            .Evaluate(english + seen, items: 10)
            .Seeds(1, 2)
            .Report(RelativeToEnglish(), SeenVersusUnseen());
        """;

    public static FuzzKind Recipe() =>
        FuzzKind.OfFile("recipe", "recipe.csx", [Small], path => CommandRun.Of("check", path, "--runs", Path.GetDirectoryName(path)!)) with
        {
            // The compiler, and the data that a plan counts.
            FreeBytes = 1_000_000_000,
            Inputs = (60, 2_000),
        };
}
