using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Formats.ChatTemplates;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Results.Store;
using Clt.Running.Cells;
using Clt.Running.Launching;
using Clt.Running.Prompts;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;
using Clt.Running.Training;
using static Clt.Recipe;

namespace Clt.Running.Tests.Running;

/// <summary>What a task asks in chat turns is trained, evaluated and shown in the model's template, or refused.</summary>
public sealed class FieldChatTrainingTests : IDisposable
{
    private const string Template =
        "{{ bos_token }}{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>{% endfor %}{% if add_generation_prompt "
        + "%}<|assistant|>{% endif %}";

    private readonly TemporaryFolder _folder = new();

    private string Base => Path.Combine(_folder.Path, "base");

    private string Copy => Path.Combine(_folder.Path, "copy");

    private StudyContext Context => _folder.Context(new ToyMetric());

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    [InlineData("es")]
    public void Examples_are_trained_in_the_template_that_they_are_tested_in(string language)
    {
        var (job, tokenizer, task) = Job(language, Template);
        var example = (TokenizedExample)job.Train[0];
        var text = tokenizer.Decode(example.Ids);
        text.ShouldStartWith("<|bos|><|user|>");
        text.ShouldEndWith("<|end|>");
        example.Ids.Count(id => tokenizer.Piece(id) == "<|end|>").ShouldBe(2);
        var trained = tokenizer.Decode(example.Ids.Where((_, i) => example.Targets[i]));
        trained.ShouldBe(text[(text.IndexOf("<|assistant|>", StringComparison.Ordinal) + 13)..]);

        // The same item as evaluation asks it: the prompt is what stands before the answer.
        var chat = ModelChat.Load(Base, tokenizer);
        var record = task
            .Source.Read(new SourceRequest(Language.Parse(language), Split.Train, Context.Source))
            .First(r => r.ItemId == example.ItemId);
        var asked = new PromptMaker(task, Context.Source, chat).Of(task.Format(record));
        new ExampleTokenizer(tokenizer, SequenceFrame.Of(tokenizer), 64)
            .Prompt(asked)
            .ShouldBe(example.Ids[..Array.IndexOf(example.Targets, true)]);
        PromptView.Of(asked, tokenizer).Pieces.Select(p => p.Id!.Value).ShouldBe(example.Ids);
        File.Exists(Path.Combine(Copy, "chat_template.jinja")).ShouldBeTrue("the trained model keeps its template");
    }

    [Fact]
    public void A_model_without_a_template_is_refused() =>
        Should.Throw<InputException>(() => Job("ja", null)).Message.ShouldContain("no chat template");

    [Fact]
    public void Every_turn_of_a_conversation_is_trained()
    {
        var chat = new ModelChat(ChatTemplate.Parse(Template), null);
        var item = new Example(
            "1",
            Language.Parse("ja"),
            "t",
            [
                new Segment("短く。", Role.System, false),
                new Segment("一?", Role.User, false),
                new Segment("1", Role.Assistant, true),
                new Segment("二?", Role.User, false),
                new Segment("2", Role.Assistant, true),
            ]
        );
        var made = new PromptMaker(
            new FewShotTask(new ToySource(), new FewShot(0, Format: PromptFormat.Chat)),
            Context.Source,
            chat
        ).Trained(item);
        string.Concat(made.Segments.Select(s => s.Train ? $"[{s.Text}]" : s.Text))
            .ShouldBe("<|system|>短く。<|end|><|user|>一?<|end|><|assistant|>[1][<|end|>]<|user|>二?<|end|><|assistant|>[2][<|end|>]");
    }

    [Fact]
    public void A_study_in_the_template_runs_to_its_scores()
    {
        var summary = StudyRunner.Run(
            Study("en", Template).Expand(Context),
            Context,
            new RunnerOptions(new HereLauncher(), new CellRunner())
        );
        summary.Failures.ShouldBeEmpty();
    }

    private (Clt.Engine.Training.TrainingJob Job, HubTokenizer Tokenizer, ITask Task) Job(string language, string? template)
    {
        var study = Study(language, template).Expand(Context);
        var cell = study.Cells.OfType<FinetuneCell>().Single();
        var folder = new StudyFolder(Context.RunsFolder, "chat");
        var job = FinetuneWork.Job(cell, folder.Cell(cell.Training.Id), new CellServices(folder, Context, 1, _ => { }, default));
        job.WriteTokenizer!(Copy);
        return (job, TokenizerLoader.Load(Base), cell.Measurement.Task);
    }

    private Study Study(string language, string? template)
    {
        using var model = LanguageModel.Create(LlamaConfig.Create(300, 1, 16, 2, context: 64, bos: 0, eos: 1), 1);
        model.Save(Base);
        BpeTrainer.Train(["2 + 2 = 4"], 300, ["<|bos|>", "<|eos|>", "<|end|>", "<|user|>", "<|assistant|>"]).Save(Base);
        if (template is not null)
            File.WriteAllText(Path.Combine(Base, "chat_template.jinja"), template);
        var task = new FewShotTask(new ToySource("en es ja", train: 40, test: 12), new FewShot(0, Format: PromptFormat.Chat));
        return Recipe
            .Study("chat")
            .Model(Base)
            .Task(task)
            .Mixture(Fixed(Lang(language), 8))
            .Train(batch: 8, lr: Constant(1e-3), epochs: 1)
            .Evaluate(Lang(language), items: 4);
    }
}
