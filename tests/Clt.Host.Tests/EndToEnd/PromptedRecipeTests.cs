using System.Text.Json;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>A task for ordinary data through the real command: fields in braces, templates by language, and what is refused.</summary>
public sealed class PromptedRecipeTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public PromptedRecipeTests()
    {
        foreach (var (language, word) in new[] { ("en", "double"), ("de", "doppelt") })
        {
            _clt.Write(
                $"data/{language}.jsonl",
                string.Concat(
                    Enumerable
                        .Range(0, 200)
                        .Select(i =>
                            JsonSerializer.Serialize(
                                new
                                {
                                    id = $"q{i}",
                                    question = $"{word} {i % 10}",
                                    answer = $"{i % 10 * 2}",
                                }
                            ) + "\n"
                        )
                )
            );
        }
    }

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void Ordinary_data_is_trained_and_asked_with_templates_of_each_language()
    {
        _clt.Write(
            "templates.json",
            """
            {
              "en": {"prompt": "Question {{1}}: {question}\nAnswer: "},
              "others": {"prompt": "Frage: {question}\n", "completion": "={answer}"}
            }
            """
        );
        Recipe("Prompted(on: data, completion: \"{answer}\", reference: \"{answer}\", templates: \"templates.json\", newTokens: 4)");

        var run = _clt.Run("run", "own.csx");

        run.ExitCode.ShouldBe(0, run.ToString());
        Prompts("eng_Latn").ShouldAllBe(p => p.StartsWith("Question {1}: double ") && p.EndsWith("\nAnswer: "));
        Prompts("deu_Latn").ShouldAllBe(p => p.StartsWith("Frage: doppelt "));
        var settings = Directory
            .GetFiles(Path.Combine(_clt.Folder, "runs/own/cells"), "cell.yaml", SearchOption.AllDirectories)
            .Select(File.ReadAllText);
        settings.ShouldContain(t => t.Contains("Frage: {question}", StringComparison.Ordinal), "the templates are a part of a cell's name");
    }

    [Fact]
    public void A_field_that_is_not_there_is_refused_by_its_name_before_anything_is_trained()
    {
        Recipe("Prompted(on: data, prompt: \"{qestion}\\n\")");

        var check = _clt.Run("check", "own.csx");

        check.ExitCode.ShouldBe(2, check.ToString());
        check.Error.ShouldContain("the records have no field 'qestion'");
        check.Error.ShouldContain("Did you mean 'question'?");
        Recipe("Prompted(on: data, prompt: \"{question\", stop: [\"\"])");
        var open = _clt.Run("check", "own.csx");
        open.ExitCode.ShouldBe(2, open.ToString());
        open.Error.ShouldContain("the brace at character 1 has no partner");
        open.Error.ShouldContain("a stop string is empty");
    }

    [Fact]
    public void The_list_of_tasks_says_which_fits_which_data()
    {
        var list = _clt.Run("list", "tasks");
        list.ExitCode.ShouldBe(0, list.ToString());
        list.Output.ShouldContain("any records: a prompt and a completion with their fields in braces");
        using var json = JsonDocument.Parse(_clt.Run("list", "tasks", "--json").Output);
        json.RootElement.GetProperty("tasks").EnumerateArray().ShouldAllBe(t => t.GetProperty("fits").GetString()!.Length > 0);
    }

    private IEnumerable<string> Prompts(string language)
    {
        var files = Directory.GetFiles(Path.Combine(_clt.Folder, "runs/own"), $"{language}.jsonl", SearchOption.AllDirectories);
        files.ShouldNotBeEmpty();
        return files.SelectMany(File.ReadLines).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("prompt").GetString()!);
    }

    private void Recipe(string task) =>
        _clt.Write(
            "own.csx",
            $$"""
            using static Clt.Recipe;

            var data = Files("data/{language}.jsonl", "en de", id: "id");
            var lines = LanguageModelling(on: data, field: "question");

            return Study("own")
                .Tokenizer(ByteLevelBpe(vocabulary: 300, examples: 100))
                .Base(Pretrain(Decoder(layers: 1, width: 32, heads: 2), on: Share(1, lines, Langs("en de")), tokens: 2_000, seed: 1))
                .Task({{task}})
                .Mixture(Fixed(Lang("en"), 40))
                .Train(batch: 16, lr: Constant(1e-3), selectBy: LastCheckpoint)
                .Evaluate(Langs("en de"), items: 5);
            """
        );
}
