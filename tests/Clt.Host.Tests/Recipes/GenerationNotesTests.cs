using Clt.Host.Tests.Verbs;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>What a model's files ask of generation, and tasks do not do, is said; what they do is not.</summary>
[Collection(VerbRun.Alone)]
public sealed class GenerationNotesTests : IDisposable
{
    private const string Written = "Prompted(data, prompt: \"{question} \", completion: \"{answer}\", newTokens: 4)";

    private readonly TemporaryFolder _folder = new();

    public GenerationNotesTests()
    {
        var model = Directory.CreateDirectory(Path.Combine(_folder.Path, "model")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(RepositoryRoot.Folder, "recipes/bases/small")))
            File.Copy(file, Path.Combine(model, Path.GetFileName(file)));
        var lines = Enumerable.Range(0, 40).Select(i => $$"""{"id": "{{i}}", "question": "{{i}}?", "answer": "{{i}}"}""");
        _folder.Write("en.jsonl", string.Join('\n', lines));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        """{"repetition_penalty": 1.5, "no_repeat_ngram_size": 3, "top_p": 0.9}""",
        "repetition_penalty 1.5, no_repeat_ngram_size 3"
    )]
    [InlineData("""{"do_sample": true, "temperature": 0.6, "bad_words_ids": [[1]]}""", "bad_words_ids [[1]], do_sample true")]
    public void A_setting_that_would_change_texts_is_named(string settings, string named)
    {
        var check = Check(settings, Written);
        check.ExitCode.ShouldBe(0, check.ToString());
        check.Output.ShouldContain("generation_config.json has ");
        foreach (var name in named.Split(", "))
            check.Output.ShouldContain(name);
        check.Output.ShouldNotContain("top_p");
    }

    [Theory]
    [InlineData("""{"repetition_penalty": 1.0, "do_sample": false, "num_beams": 1, "max_new_tokens": 9, "bad_words_ids": null}""", true)]
    [InlineData("""{"repetition_penalty": 1.5}""", false)]
    public void Nothing_is_said_of_a_setting_that_changes_nothing_or_where_no_text_is_written(string settings, bool writes)
    {
        var check = Check(settings, writes ? Written : "LanguageModelling(on: data, field: \"question\")");
        check.ExitCode.ShouldBe(0, check.ToString());
        check.Output.ShouldNotContain("generation_config.json has");
    }

    private VerbRun Check(string settings, string task)
    {
        _folder.Write("model/generation_config.json", settings);
        var recipe = _folder.Write(
            "recipe.csx",
            $$"""
            using static Clt.Recipe;
            var data = Files("{{_folder.Path}}/{language}.jsonl", "en", id: "id");
            return Study("notes").Model("{{_folder.Path}}/model").Task({{task}}).Evaluate(Lang("en"), items: 4);
            """
        );
        return VerbRun.Of("check", recipe);
    }
}
