using Clt.Host.Tests.Verbs;
using Clt.Results.Scores;
using Clt.Testing;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>An encoder-decoder with codes of languages that a recipe trains from nothing and then adapts, by the real command.</summary>
[Collection(VerbRun.Alone)]
public sealed class DenoisingRecipeTests : IDisposable
{
    private static readonly string Bases = Path.Combine(RepositoryRoot.Folder, "recipes", "bases");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Texts_are_mended_by_a_base_and_after_adaptation_and_told_by_language()
    {
        var run = Run(
            """
            using static Clt.Recipe;
            var texts = NumberWordText("en es");
            var both = Langs("en es");
            return Study("mended")
                .Tokenizer(Unigram(vocabulary: 160, examples: 500, languages: both))
                .Base(
                    Pretrain(
                        Seq2Seq(layers: 1, width: 32, heads: 2, noise: Spans(0.3)),
                        on: Share(1, LanguageModelling(texts), both), tokens: 6000, batch: 16, validation: 4, seed: 1))
                .Task(Denoising(texts, ratio: 0.5, newTokens: 12))
                .Mixture(Fixed(both, 32))
                .Train(batch: 16, lr: Constant(1e-3), validation: 4)
                .Evaluate(both, items: 6)
                .Metrics(OwnLanguage(texts, both, texts: 200));
            """
        );
        run.ExitCode.ShouldBe(0, run.ToString());

        var runs = Path.Combine(_folder.Path, "runs");
        var results = ResultSet.Read(Path.Combine(runs, "mended")).Runs;
        results.Count.ShouldBe(2, "the base and what it became");
        results.ShouldAllBe(r => r.Result.Scores.Count(s => s.Metric == "own-language") == 2);
        var asked = Directory
            .GetDirectories(runs, "predictions", SearchOption.AllDirectories)
            .SelectMany(d => Directory.GetFiles(d, "*.jsonl"))
            .Select(f =>
                File.ReadLines(f).Select(l => System.Text.Json.JsonDocument.Parse(l).RootElement.GetProperty("prompt").GetString())
            )
            .Select(p => string.Join('\n', p))
            .ToList();
        asked.ShouldAllBe(p => p.Contains("<|mask|>"));
        asked.Distinct().Count().ShouldBe(asked.Count / 2, "a text is spoilt alike for every model");
        Directory.GetFiles(runs, "tokenizer.json", SearchOption.AllDirectories).ShouldAllBe(f => File.ReadAllText(f).Contains("\"es_XX\""));
    }

    [Theory]
    [InlineData("small", "which only encoder-decoders do")]
    [InlineData("encoder", "is an encoder")]
    public void Other_models_refuse_to_mend_before_anything_is_trained(string kept, string message)
    {
        var run = Run(
            $"""
            using static Clt.Recipe;
            return Study("refused")
                .Model(@"{Path.Combine(Bases, kept)}")
                .Task(Denoising(NumberWordText("en")))
                .Mixture(Fixed(Lang("en"), 8))
                .Train(batch: 8, lr: Constant(1e-3))
                .Evaluate(Lang("en"), items: 4);
            """
        );
        run.ExitCode.ShouldBe(2, run.ToString());
        run.Error.ShouldContain(message);
    }

    private VerbRun Run(string recipe) =>
        VerbRun.Of("run", _folder.Write("recipe.csx", recipe), "--runs", Path.Combine(_folder.Path, "runs"), "--workers", "0");
}
