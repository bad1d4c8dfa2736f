using Clt.Formats.Tokenization;
using Clt.Host.Tests.EndToEnd;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>The rendered prompt of any item, token by token, of a task or a recipe.</summary>
[Collection(nameof(DataVerbTests))]
public sealed class DataShowTests : IDisposable
{
    private const string Template =
        "{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}<|end|>\n{% endfor %}"
        + "{% if add_generation_prompt %}<|assistant|>{% endif %}";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DataFact("mgsm")]
    public void A_tasks_item_is_shown_after_its_solved_examples_and_only_its_answer_is_trained()
    {
        var mgsm = Path.Combine(SharedFolder.Data, "mgsm");
        var question = File.ReadLines(Path.Combine(mgsm, "mgsm_ja.tsv")).ElementAt(2).Split('\t')[0];
        var task = $"MathReasoning(on: Mgsm(\"{mgsm}\"), shots: 2)";
        var shown = Show(task, "--lang", "ja", "--item", "3", "--tokenizer", Model());
        shown.ShouldContain("tested on: math-reasoning, item mgsm-3");
        shown.ShouldMatch(@"[0-9]+ tokens, [0-9]+ of them trained");
        shown.ReplaceLineEndings("\n").Split("\n\n").Length.ShouldBe(3, "two solved ones and the item");
        shown.IndexOf(question, StringComparison.Ordinal).ShouldBeGreaterThan(shown.LastIndexOf("\n\n", StringComparison.Ordinal));
        shown.Count(c => c == '⟦').ShouldBe(1);
        shown.ShouldEndWith("⟧");
        Show(task, "--lang", "ja", "--item", "mgsm-3", "--tokenizer", Model()).ShouldBe(shown);

        Should.Throw<InputException>(() => Show(task, "--lang", "ja", "--item", "251")).Problems[0].Mend.ShouldContain("from 1 to 250");
        Should.Throw<InputException>(() => Show(task, "--lang", "ko")).Message.ShouldContain("the task uses no Korean");
        Should.Throw<InputException>(() => Show("MathReasonin(on: 1)")).Message.ShouldContain("MathReasonin");
    }

    [Fact]
    public void A_chat_prompt_is_shown_in_the_models_own_turns()
    {
        _folder.Write(
            "rows.test.jsonl",
            "{\"prompt\": \"Hallo?\", \"completion\": \"Guten Tag.\"}\n{\"prompt\": \"Wer?\", \"completion\": \"Ich.\"}\n"
        );
        var task = $"InstructionFollowing(on: Files(\"{_folder.Path}/rows.{{split}}.jsonl\", \"de\"), chat: true)";
        var shown = Show(task, "--lang", "de", "--item", "2", "--tokenizer", Model());
        shown.ShouldContain("<|user|>Wer?<|end|>");
        shown.ShouldContain("⟦Ich.");
        shown.ShouldNotContain("Hallo?");
        Should.Throw<InputException>(() => Show(task, "--lang", "de", "--item", "2")).Problems[0].Mend.ShouldContain("--tokenizer");
    }

    [Fact]
    public void A_study_that_asks_for_exemplars_shows_them_and_choices_stand_below_the_prompt()
    {
        var recipe = _folder.Write(
            "quiz.csx",
            TinyRecipe.Text(change: t =>
                t.Replace("Arithmetic(on: NumberWords(below: 12), answer: \"result\")", "MultipleChoice(on: LocaleFacts())")
                    .Replace("items: 10", "items: 10, shots: Axis(\"shots\", 0, 2)")
            )
        );
        var shown = Show(recipe, "--lang", "es", "--item", "1");
        shown.Split("Question: ").Length.ShouldBe(1 + 3, "two exemplars and the item");
        shown.Count(c => c == '⟦').ShouldBe(1);
        shown.Split('\n')[^1].ShouldMatch(@"^choices: .+ \| .+ \| .+ \| .+$");
    }

    [Fact]
    public void One_item_of_a_recipe_is_its_prompt_alone()
    {
        var shown = Show(_folder.Write("tiny.csx", TinyRecipe.Text()), "--lang", "es", "--item", "1");
        shown.Split('\n').Where(l => l.StartsWith("--- ", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("tested on");
    }

    private static string Show(params string[] arguments)
    {
        var (code, text) = DataVerbTests.Run(["show", .. arguments]);
        code.ShouldBe(0);
        return text.TrimEnd();
    }

    /// <summary>A folder with a tokenizer and a chat template.</summary>
    private string Model()
    {
        var folder = Path.Combine(_folder.Path, "model");
        BpeTrainer.Train(["abc"], 262, ["<|eos|>"], new BpeTrainerSettings()).Save(folder);
        File.WriteAllText(Path.Combine(folder, "chat_template.jinja"), Template);
        return folder;
    }
}
