namespace Clt.Host.Tests.EndToEnd;

/// <summary>A recipe that runs in seconds: a few hundred steps of a 100 K-parameter model in three languages.</summary>
internal static class TinyRecipe
{
    /// <param name="name">The study's name.</param>
    /// <param name="tokens">Tokens of pre-training.</param>
    /// <param name="change">Changes the text.</param>
    public static string Text(string name = "tiny", int tokens = 60_000, Func<string, string>? change = null)
    {
        var text = $$"""
            using static Clt.Recipe;

            var english = Lang("en");
            var seen = Langs("es");
            var unseen = Langs("pt");
            var all = english + seen + unseen;
            var n = Axis("samples per language", 0, 50);
            var lines = LanguageModelling(on: NumberWordText("en es pt", below: 12, lines: 4000));

            return Study("{{name}}")
                .Tokenizer(ByteLevelBpe(vocabulary: 400, examples: 2000))
                .Base(Pretrain(Decoder(layers: 2, width: 64, heads: 2), on: Share(1, lines, all), tokens: {{tokens}},
                checkpointEvery: Steps(5)))
                .Task(Arithmetic(on: NumberWords(below: 12), answer: "result"))
                .Mixture(Fixed(english, 60) + PerLanguage(seen, n))
                .Train(batch: 16, lr: Constant(1e-3), epochs: 2, checkpointEvery: Steps(2), selectBy: ValidationLoss)
                .Evaluate(all, items: 10)
                .Seeds(1, 2)
                .Report(RelativeToEnglish(), SeenVersusUnseen());
            """;
        return change?.Invoke(text) ?? text;
    }
}
