using Clt.Host.Tests.EndToEnd;

namespace Clt.Host.Tests.Torture;

/// <summary>
/// Small studies over what the house does: pre-training, kinds of fine-tuning, stages, answers, evaluation by several means.
/// </summary>
internal static class TortureStudies
{
    private const string Encoders = """
        using static Clt.Recipe;

        var lines = LanguageModelling(on: NumberWordText("en es", below: 12, lines: 500));
        var parity = Classification(Files("{language}.{split}.jsonl", "en es"), "odd even");
        var train = Train(batch: 8, lr: Constant(3e-3), epochs: 6, validation: 8, checkpointEvery: Steps(3), selectBy: LastCheckpoint);

        return Study("encoders")
            .Tokenizer(ByteLevelBpe(vocabulary: 300, examples: 500))
            .Base(Pretrain(Encoder(layers: 2, width: 32, heads: 2, context: 64), on: Share(1, lines, Langs("en es")), tokens: 30_000,
                checkpointEvery: Steps(5), seed: 1))
            .Task(parity)
            .Stage("teacher", Fixed(Lang("en"), 40), train)
            .Stage("student", Fixed(Lang("es"), 20, Answers(of: "teacher", on: parity, items: 30, soft: 2)), train)
            .Evaluate(Langs("en es"), items: 8);
        """;

    private const string Choices = """
        using static Clt.Recipe;

        var lines = LanguageModelling(on: LocaleText("en es", lines: 2000));

        return Study("choices")
            .Tokenizer(ByteLevelBpe(vocabulary: 400, examples: 1000))
            .Base(Pretrain(Decoder(layers: 2, width: 32, heads: 2), on: Share(1, lines, Langs("en es")), tokens: 20_000, seed: 1))
            .Task(MultipleChoice(on: LocaleFacts(), unconditional: "Answer:"))
            .Mixture(Fixed(Lang("en"), 40))
            .Train(batch: 16, lr: Constant(1e-3), selectBy: LastCheckpoint)
            .Evaluate(Langs("en es"), items: 10, metrics: ["acc", "acc-norm"], shots: Axis("shots", 0, 1), exemplars: Translated);
        """;

    /// <summary>The text of each study by its name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>
        {
            ["whole"] = TinyRecipe.Text("whole", change: One),
            ["adapters"] = TinyRecipe.Text(
                "adapters",
                change: t => One(t).Replace("selectBy: ValidationLoss)", "selectBy: ValidationLoss).Adapter(Lora(rank: 4, dropout: 0.1))")
            ),
            ["half"] = TinyRecipe.Text(
                "half",
                change: t =>
                    One(t)
                        .Replace("selectBy: ValidationLoss)", "selectBy: ValidationLoss, precision: BFloat16)")
                        .Replace("checkpointEvery: Steps(5)", "checkpointEvery: Steps(5), precision: BFloat16")
            ),
            ["stages"] = Stages(),
            ["encoders"] = Encoders,
            ["choices"] = Choices,
        };

    /// <summary>Writes the recipes and the data that they read.</summary>
    public static void Write(CltCommand clt)
    {
        foreach (var (name, text) in All)
            clt.Write($"{name}.csx", text);
        foreach (var (language, words) in new[] { ("en", "one two three four"), ("es", "uno dos tres cuatro") })
        foreach (var (split, count) in new[] { ("train", 40), ("validation", 10), ("test", 10) })
            clt.Write($"{language}.{split}.jsonl", Rows(words.Split(' '), count));
    }

    private static string One(string text) => text.Replace(".Seeds(1, 2)", ".Seeds(1)");

    /// <summary>Fine-tuning, a hop to another language, and preferences through an adapter.</summary>
    private static string Stages() =>
        TinyRecipe.Text(
            "stages",
            change: text =>
            {
                var from = text.IndexOf("    .Mixture(", StringComparison.Ordinal);
                var to = text.IndexOf("    .Evaluate(", StringComparison.Ordinal);
                const string Three = """
                        .Stage("english", Fixed(english, 60), train)
                        .Stage("hop", Fixed(seen, 40), train)
                        .Stage("preferences", Fixed(english, 16), Train(batch: 8, lr: Constant(1e-4)), objective: Dpo(),
                            adapter: Lora(rank: 2))

                    """;
                return One(text[..from] + Three + text[to..])
                    .Replace(
                        "var n = Axis(\"samples per language\", 0, 50);",
                        "var train = Train(batch: 16, lr: Constant(1e-3), epochs: 2, checkpointEvery: Steps(2));",
                        StringComparison.Ordinal
                    );
            }
        );

    private static string Rows(string[] words, int count) =>
        string.Concat(
            Enumerable
                .Range(0, count)
                .Select(i => (Text: $"{words[i % 4]} {words[i / 4 % 4]}", Label: i % 2 == 0 ? "odd" : "even"))
                .Select(row => $"{{\"text\": \"{row.Text}\", \"label\": \"{row.Label}\"}}\n")
        );
}
