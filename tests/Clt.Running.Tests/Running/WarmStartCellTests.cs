using System.Text.Json;
using Clt.Engine.Models.Seq2Seq;
using Clt.Formats.Tokenization;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;
using Clt.Results.Store;
using Clt.Running.Launching;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;
using Clt.Running.Training;
using static Clt.Plugins.Training.Objectives.Masked.MaskedWords;
using static Clt.Recipe;

namespace Clt.Running.Tests.Running;

/// <summary>Stages that begin an encoder-decoder from the encoder that they find, by the whole way from the recipe to scores.</summary>
public sealed class WarmStartCellTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _encoder;

    public WarmStartCellTests()
    {
        _encoder = TinyModels.Encoder(Path.Combine(_folder.Path, "encoder"));
        var settings = new BpeTrainerSettings { Roles = new SpecialRoles("<s>", "</s>", Mask: "<mask>") };
        BpeTrainer
            .Train(["red cat white", "blue dog green", "horse mouse"], 280, ["<s>", "<pad>", "</s>", "<mask>"], settings)
            .Save(_encoder);
    }

    private StudyContext Context => _folder.Context(new ToyMetric(), new TagShare()) with { Families = TinyModels.Families };

    public void Dispose() => _folder.Dispose();

    private static TrainChoice Quick(int epochs = 1) =>
        Train(batch: 8, lr: Constant(1e-2), epochs: epochs, checkpointEvery: Steps(50), selectBy: LastCheckpoint, validation: 4);

    private Study Written(string name = "begun") =>
        Study(name).Model(_encoder).Task(new WordTask(Scoring.Generate)).Evaluate(Lang("es"), items: 12);

    private static ITask Translated => new WordTask(Scoring.Retrieve);

    [Fact]
    public void An_encoder_becomes_a_model_that_writes_and_the_next_stage_goes_on_from_it()
    {
        var study = Written()
            .Stage("answers", Fixed(Lang("en"), 48), Quick(epochs: 12), into: EncoderDecoder())
            .Stage("more", Fixed(Lang("en"), 8), Quick(), adapter: Lora(rank: 2))
            .Expand(Context);
        Complete(study);

        Scores(study, "answers").ShouldBeGreaterThan(0.9);
        Scores(study, "more").ShouldBeGreaterThan(0.5);
        var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(study, "answers").Checkpoint, "model", "config.json")));
        config.RootElement.GetProperty("architectures")[0].GetString().ShouldBe("WarmStartedEncoderDecoder");
        study.Cells.OfType<ReferenceCell>().ShouldBeEmpty("an encoder writes nothing");
        study.Settings.ShouldContain(s => s.Name == "answers: begins as" && s.Value.Contains("all layers", StringComparison.Ordinal));
    }

    [Fact]
    public void Plugged_in_it_is_another_training_than_fresh_and_both_share_the_stage_before()
    {
        var module = Axis("cross-attention", "fresh", "plugged in");
        var into = EncoderDecoder(layers: 1, pluggedIn: module.Select(m => m == "plugged in"));
        var study = Written()
            .Stage("pre-training", Fixed(Lang("en"), 16, Translated), Quick(), objective: CaMlm())
            .Stage("answers", Fixed(Lang("en"), 16), Quick(), into: into)
            .Expand(Context);
        Complete(study);

        var answers = study.Cells.OfType<FinetuneCell>().Where(c => c.Stage == "answers").ToList();
        answers.Select(c => c.Training.Id).Distinct().Count().ShouldBe(2);
        study.Cells.OfType<FinetuneCell>().Count(c => c.Stage == "pre-training").ShouldBe(1);
        answers.Select(c => new StudyFolder(Context.RunsFolder, "begun").Cell(c.Id).Read()!.Weights).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void One_stage_without_a_name_takes_it_too_with_an_adapter_that_leaves_what_was_begun()
    {
        var study = Written().Mixture(Fixed(Lang("en"), 8)).TrainBy(Quick()).Into(EncoderDecoder()).Adapter(Lora(rank: 2)).Expand(Context);
        Complete(study);

        var facts = Folder(study, "").Read()!.Facts;
        facts["trained parameters"].ShouldBeLessThan(facts["parameters"]);
    }

    [Fact]
    public void A_study_without_it_keeps_the_names_of_its_cells()
    {
        var plain = Study("labels").Model(_encoder).Task(new WordTask(Scoring.Label)).Evaluate(Lang("es"), items: 4);
        Study With(Choice<WarmStart?>? into) => plain.Stage("one", Fixed(Lang("en"), 8), Quick(), into: into);
        Ids(With(AsItIs)).ShouldBe(Ids(With(null)));

        string[] Ids(Study study) => [.. study.Expand(Context).Cells.Select(c => c.Id)];
    }

    [Fact]
    public void What_does_not_fit_is_refused_when_it_is_planned()
    {
        var pair = TinyModels.EncoderDecoder(Path.Combine(_folder.Path, "pair"));
        Study One(Study study, Choice<WarmStart?> into) => study.Stage("answers", Fixed(Lang("en"), 8), Quick(), into: into);

        Refused(One(Written().Model(pair), EncoderDecoder())).ShouldContain("the model 'mbart' is no encoder");
        Refused(One(Written(), EncoderDecoder(layers: 3))).ShouldContain("the decoder is to have 3 layers, and the encoder has 1");
        Refused(One(Written(), EncoderDecoder(pluggedIn: true)))
            .ShouldContain("has no cross-attention between texts that could be plugged");
        Refused(One(Written().Task(new WordTask(Scoring.Label)), EncoderDecoder())).ShouldContain("its answers are labels of texts");
        Refused(One(Written().Stage("first", Fixed(Lang("en"), 8), Quick(), into: EncoderDecoder()), EncoderDecoder()))
            .ShouldContain("the model 'encoder-decoder' is no encoder");
        var adapted = Written().Stage("labels", Fixed(Lang("en"), 8, Translated), Quick(), objective: Mlm(), adapter: Lora(rank: 2));
        Refused(One(adapted, EncoderDecoder())).ShouldContain("trains an adapter, which is one of an encoder");
        Refused(Written().Into(EncoderDecoder())).ShouldContain("the model is to become another, but nothing is trained");
    }

    [Fact]
    public void Replaced_tokens_are_told_before_words_are_tagged_under_a_head_of_other_labels()
    {
        var study = Written("electra")
            .Task(new WordTask(Scoring.Tag, labels: "animal colour other", metric: "tags"))
            .Stage("pre-training", Fixed(Lang("en"), 16, Translated), Quick(), objective: ReplacedTokens(weight: 10))
            .Stage("tags", Fixed(Lang("en"), 48), Quick(epochs: 6))
            .Expand(Context);
        Complete(study);

        var before = Directory.GetFiles(_folder.Path, "config.json", SearchOption.AllDirectories).Select(File.ReadAllText);
        before.ShouldContain(c => c.Contains("\"replaced\"", StringComparison.Ordinal));
        Scores(study, "tags").ShouldBeGreaterThan(0.8);

        var stage = Written().Stage("pre-training", Fixed(Lang("en"), 16), Quick(), objective: ReplacedTokens(Masks(0), weight: -1));
        var refused = Refused(stage);
        refused.ShouldContain("the mask rate is 0");
        refused.ShouldContain("the weight is -1");
        refused.ShouldContain("is for encoders and pairs of texts");
    }

    private string Refused(Study study) => Should.Throw<InputException>(() => study.Expand(Context)).Message;

    private void Complete(ExpandedStudy study) =>
        StudyRunner.Run(study, Context, new RunnerOptions(new HereLauncher(), new CellRunner())).Failures.ShouldBeEmpty();

    private double Scores(ExpandedStudy study, string stage) => Folder(study, stage).Read()!.Scores.ShouldHaveSingleItem().Value;

    private CellFolder Folder(ExpandedStudy study, string stage) =>
        new StudyFolder(Context.RunsFolder, study.Name).Cell(study.Cells.OfType<FinetuneCell>().Single(c => c.Stage == stage).Id);
}
