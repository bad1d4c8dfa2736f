using System.Text.Json;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>What the command says of slips: each once, by whose name they go; and of defaults that decide much.</summary>
public sealed class MessagesTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void A_wrong_column_is_one_error()
    {
        foreach (var language in new[] { "en", "de" })
            _clt.Write(
                $"data/{language}.jsonl",
                string.Concat(
                    Enumerable.Range(0, 300).Select(i => JsonSerializer.Serialize(new { id = $"q{i}", text = $"{language} {i}" }) + "\n")
                )
            );
        _clt.Write("own.csx", Recipe("LanguageModelling(on: Files(\"data/{language}.jsonl\", \"en de\", fields: \"text=txet\"))"));
        var wrong = _clt.Run("check", "own.csx");
        wrong.ExitCode.ShouldBe(2, wrong.ToString());
        wrong.Error.ShouldContain("and 299 more lines");
        Errors(wrong).ShouldBeLessThanOrEqualTo(2, wrong.ToString());
        _clt.Write("own.csx", Recipe("LanguageModelling(on: Files(\"data/{language}.jsonl\", \"en de\"), field: \"txet\")"));
        var field = _clt.Run("check", "own.csx");
        field.ExitCode.ShouldBe(2, field.ToString());
        Errors(field).ShouldBe(1, field.ToString());
        field.Error.ShouldContain("more places");

        static int Errors(CltResult result) => result.Error.Split('\n').Count(l => l.StartsWith("error:", StringComparison.Ordinal));
    }

    [Fact]
    public void An_exception_of_a_plugin_goes_by_its_name_member_and_item()
    {
        _clt.Write(
            "broken.csx",
            $$"""
            {{Recipe("new Broken(LocaleFacts())")}}

            class Broken(ISource source) : ITask
            {
                public TaskInfo Info => new("broken", "fails", new Dictionary<string, string>(), Scoring.Generate, ["exact-match"], 4);
                public ISource Source => source;
                public Example Format(Record record) => throw new InvalidOperationException("boom");
            }
            """
        );
        var check = _clt.Run("check", "broken.csx");
        check.ExitCode.ShouldBe(1, check.ToString());
        check.Error.ShouldContain("Format of the task 'broken' (in the recipe) failed with item '");
        check.Error.ShouldContain("InvalidOperationException: boom");
        check.Error.ShouldNotContain("fault of CltHost");
    }

    [Fact]
    public void A_word_that_nothing_knows_offers_plugins()
    {
        _clt.Write("word.csx", Recipe("Xylophone(on: 1)"));
        var check = _clt.Run("check", "word.csx");
        check.ExitCode.ShouldBe(2, check.ToString());
        check.Error.ShouldContain("--plugins DIR");
        _clt.Write("list.csx", Recipe("LanguageModelling(on: LocaleText([\"en\", \"de\"]))"));
        _clt.Run("check", "list.csx").Error.ShouldContain("Write one text with spaces between");
    }

    [Fact]
    public void Defaults_that_decide_much_are_said_in_plan_and_report()
    {
        _clt.Write(
            "tiny.csx",
            TinyRecipe.Text(
                "tiny",
                3_000,
                t =>
                    t.Replace("Seeds(1, 2)", "Seeds(1)")
                        .Replace("Axis(\"samples per language\", 0, 50)", "Axis(\"samples per language\", 20)")
                        .Replace("epochs: 2", "epochs: Axis(\"passes\", (\"once\", 1), (\"one time\", 1)), validation: 100000")
                        .Replace("Constant(1e-3)", "Linear(1e-3, warmup: 100)")
            )
        );
        var check = _clt.Run("check", "tiny.csx");
        check.ExitCode.ShouldBe(0, check.ToString());
        string[] said =
        [
            "the axis 'passes' changes nothing",
            "'number-words' has fewer validation examples than the 100000 asked for",
            "longer than half of the run",
        ];
        foreach (var note in said)
            check.Output.ShouldContain(note);
        _clt.Run("run", "tiny.csx").ExitCode.ShouldBe(0);
        var report = File.ReadAllText(Path.Combine(_clt.Folder, "runs/tiny/report.html")).Replace("&#39;", "'", StringComparison.Ordinal);
        foreach (var note in said)
            report.ShouldContain(note);
    }

    private static string Recipe(string task) =>
        $$"""
            using static Clt.Recipe;

            var lines = LanguageModelling(on: LocaleText("en de"));

            return Study("own")
                .Tokenizer(ByteLevelBpe(vocabulary: 300, examples: 100))
                .Base(Pretrain(Decoder(layers: 1, width: 32, heads: 2), on: Share(1, lines, Langs("en de")), tokens: 2_000, seed: 1))
                .Task({{task}})
                .Evaluate(Langs("en de"), items: 5);
            """;
}
