using Clt.Engine.Models;
using Clt.Formats.Tokenization;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Recipes.Studies;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Studies;

/// <summary>What a run would fail on at its first cell is known before anything runs.</summary>
public sealed class FieldCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Base => Path.Combine(_folder.Path, "base");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tokenizer.json", "\"Regex\": \"", "\"Regex\": \"\\\\K", "\\K")]
    [InlineData("tokenizer.json", "\"type\": \"BPE\"", "\"type\": \"四\"", "A 四 model")]
    [InlineData("tokenizer_config.json", "\"<|eos|>\"", "\"<|終|>\"", "'<|終|>', which is not in the vocabulary")]
    [InlineData("chat_template.jinja", "", "{% absent %}", "absent")]
    public void A_file_that_no_cell_could_read(string file, string from, string to, string named)
    {
        var study = Study(new FewShot(0));
        var path = Path.Combine(Base, file);
        var text = File.Exists(path) ? File.ReadAllText(path) : "";
        File.WriteAllText(path, from.Length == 0 ? to : text.Replace(from, to));
        Refused(study).ShouldContain(named);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("{% for m in messages %}{{ m.content }}<|eos|>{% endfor %}", false)]
    public void A_task_in_chat_turns_needs_a_template(string? template, bool refused)
    {
        var study = Study(new FewShot(0, Format: PromptFormat.Chat));
        if (template is not null)
            File.WriteAllText(Path.Combine(Base, "chat_template.jinja"), template);
        if (refused)
            Refused(study).ShouldContain("no chat template");
        else
            study.Expand(_folder.Context(new ToyMetric())).Cells.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_base_that_the_study_trains_has_no_template()
    {
        var task = new FewShotTask(new ToySource(), new FewShot(0, Format: PromptFormat.Chat));
        Refused(ToyStudy.Quick().Task(Choice.Default<ITask>(task))).ShouldContain("no chat template");
    }

    [Fact]
    public void A_tokenizer_without_an_end_token_teaches_no_end()
    {
        var study = Study(new FewShot(0));
        File.WriteAllText(Path.Combine(Base, "tokenizer_config.json"), "{\"eos_token\": null}");
        Refused(study).ShouldContain("names no end token");
    }

    private string Refused(Study study) => Should.Throw<InputException>(() => study.Expand(_folder.Context(new ToyMetric()))).Message;

    private Study Study(FewShot shots)
    {
        using var model = LanguageModel.Create(LlamaConfig.Create(300, 1, 16, 2, context: 64, bos: 0, eos: 1), 1);
        model.Save(Base);
        BpeTrainer.Train(["2 + 2 = 4"], 300, ["<|bos|>", "<|eos|>"]).Save(Base);
        return Recipe
            .Study("check")
            .Model(Base)
            .Task(new FewShotTask(new ToySource("en ja", train: 40, test: 12), shots))
            .Mixture(Fixed(Lang("ja"), 8))
            .Train(batch: 8, lr: Constant(1e-3), epochs: 1)
            .Evaluate(Lang("ja"), items: 4);
    }
}
