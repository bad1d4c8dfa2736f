using System.Text.Json;
using Clt.Testing;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>Examples that are too long, through the real command: told by check, cut or left out as asked, counted everywhere.</summary>
public sealed class OverlongRecipeTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public OverlongRecipeTests() =>
        _clt.Write(
            "data/en.jsonl",
            string.Concat(
                Enumerable
                    .Range(0, 200)
                    .Select(i =>
                    {
                        var question = string.Concat(Enumerable.Repeat("how much is one and two ", i % 20 == 0 ? 150 : 1));
                        return JsonSerializer.Serialize(
                                new
                                {
                                    id = $"q{i}",
                                    question,
                                    answer = "three",
                                }
                            ) + "\n";
                    })
            )
        );

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void Check_tells_how_many_are_too_long_and_a_word_mends_it()
    {
        Recipe("", "");
        var refused = _clt.Run("check", "own.csx");
        refused.ExitCode.ShouldBe(2, refused.ToString());
        refused.Error.ShouldContain("of 80 examples have more than 512 tokens, the longest");
        refused.Error.ShouldContain("overlong: Truncate(Left)");
        _clt.Run("run", "own.csx").ExitCode.ShouldBe(2, "and nothing is trained");

        Recipe("maxLength: 64, overlong: LeaveOut", "maxLength: 64, overlong: Truncate(Left)");
        var check = _clt.Run("check", "own.csx");
        check.ExitCode.ShouldBe(0, check.ToString());
        check.Output.ShouldMatch(@"note: training, en: \d+ left out of 80 examples of prompted \(more than 64 tokens, up to [\d,]+\)");

        var run = _clt.Run("run", "own.csx");
        run.ExitCode.ShouldBe(0, run.ToString());
        var results = Directory.GetFiles(Path.Combine(_clt.Folder, "runs/own/cells"), "results.json", SearchOption.AllDirectories);
        results.Select(File.ReadAllText).ShouldContain(t => t.Contains("\"overlong\":[{\"of\":\"training\"", StringComparison.Ordinal));
        var report = File.ReadAllText(Path.Combine(_clt.Folder, "runs/own/report.html"));
        report.ShouldContain("had examples that were too long: ");
    }

    private void Recipe(string train, string evaluate) =>
        _clt.Write(
            "own.csx",
            $$"""
            using static Clt.Recipe;

            var data = Files("data/{language}.jsonl", "en", id: "id");

            return Study("own")
                .Model("{{Path.Combine(RepositoryRoot.Folder, "recipes/bases/small")}}")
                .Task(Prompted(on: data, prompt: "{question}\n", completion: "{answer}", newTokens: 4))
                .Mixture(Fixed(Lang("en"), 80))
                .Train(batch: 16, lr: Constant(1e-4), selectBy: LastCheckpoint, validation: 0{{(train.Length > 0 ? $", {train}" : "")}})
                .Evaluate(Langs("en"), items: 20{{(evaluate.Length > 0 ? $", {evaluate}" : "")}});
            """
        );
}
