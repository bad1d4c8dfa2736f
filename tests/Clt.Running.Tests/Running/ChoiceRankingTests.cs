using System.Text.Json;
using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Engine.Models.Seq2Seq;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Results.Store;
using Clt.Running.Planning;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Running;

/// <summary>Multiple-choice tasks by the whole way from the recipe to scores, and their log-likelihoods beside direct ones.</summary>
public sealed class ChoiceRankingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private StudyContext Context => _folder.Context(new Likeliest(), new ToyMetric()) with { Families = TinyModels.Families };

    private string Decoder => TinyModels.Decoder(Path.Combine(_folder.Path, "decoder"));

    private string EncoderDecoder => TinyModels.EncoderDecoder(Path.Combine(_folder.Path, "pair"));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_right_option_is_learnt_and_questions_are_counted(bool pairs)
    {
        var study = Quiz(pairs ? EncoderDecoder : Decoder, new ChoiceTask()).Expand(Context);
        study.Run(Context).Failures.ShouldBeEmpty();

        var score = study.Folder<FinetuneCell>(Context).Read()!.Scores.ShouldHaveSingleItem();
        score.Value.ShouldBeGreaterThan(0.9);
        score.Items.Count.ShouldBe(12, "questions, not options");
        score.Value.ShouldBeGreaterThan(study.Folder<ReferenceCell>(Context).Read()!.Scores.Single().Value);
        var line = JsonDocument.Parse(File.ReadLines(study.Folder<FinetuneCell>(Context).Predictions("spa_Latn")).First()).RootElement;
        var choices = line.GetProperty("choices").EnumerateArray().ToList();
        choices.Select(c => c.GetProperty("text").GetString()).ShouldBe(["animal", "colour", "number"]);
        var likeliest = choices.MaxBy(c => c.GetProperty("log_likelihood").GetDouble());
        line.GetProperty("output").GetString().ShouldBe(likeliest.GetProperty("text").GetString());
    }

    [Fact]
    public void Scores_are_those_of_every_option_by_itself()
    {
        var (folder, task) = (Decoder, new ChoiceTask(unconditional: "So:"));
        var lines = Measured(folder, task);
        var tokenizer = TokenizerLoader.Load(folder);
        using var model = LanguageModel.Load(folder);
        int[] begin = [.. SequenceFrame.Of(tokenizer).Before];

        double Direct(string context, string option)
        {
            int[] before = [.. begin, .. tokenizer.EncodeIds(context)],
                whole = [.. begin, .. tokenizer.EncodeIds($"{context} {option}")];
            return Scorer.LogLikelihood(model, [(before, whole[before.Length..])])[0];
        }

        foreach (var line in lines)
        {
            foreach (var choice in line.Choices!)
            {
                choice.LogLikelihood.ShouldBe(Direct(line.Prompt, choice.Text), 1e-4);
                choice.Unconditional!.Value.ShouldBe(Direct("So:", choice.Text), 1e-4);
            }

            line.Output.ShouldBe(line.Choices!.MaxBy(c => Direct(line.Prompt, c.Text))!.Text);
        }
    }

    [Fact]
    public void An_encoder_decoder_scores_every_option_as_by_itself()
    {
        var (folder, task) = (EncoderDecoder, new ChoiceTask(unconditional: "So:"));
        var lines = Measured(folder, task);
        var tokenizer = TokenizerLoader.Load(folder);
        using var model = SequenceToSequenceModel.Load(folder, new ModelFamilies(TinyModels.Families));
        var reader = new PairTokenizer(tokenizer, model.Config);

        double Direct(string prompt, string option)
        {
            var pair = reader.Pair(Example.PromptCompletion("1", Language.Parse("es"), "t", prompt, $" {option}")).Pair;
            var scores = SequenceToSequenceScorer.LogLikelihoods(model, [pair.Source], [(0, pair.Labels)])[0];
            return scores.Where((_, i) => !tokenizer.IsSpecial(pair.Labels[i])).Sum(s => (double)s);
        }

        foreach (var choice in lines.SelectMany(l => l.Choices!.Select(c => (l.Prompt, c))))
        {
            choice.c.LogLikelihood.ShouldBe(Direct(choice.Prompt, choice.c.Text), 1e-4);
            choice.c.Unconditional!.Value.ShouldBe(Direct("So:", choice.c.Text), 1e-4);
        }
    }

    [Fact]
    public void Options_that_are_amiss_are_found_before_anything_runs()
    {
        var wrong = new Dictionary<string, string[]>
        {
            ["Test-0"] = ["animal"],
            ["Test-1"] = ["animal", "colour", "animal"],
            ["Test-2"] = ["red", "blue"],
            ["Test-3"] = ["animal", "colour", ""],
        };
        var task = new ChoiceTask(choices: item => wrong.GetValueOrDefault(item, ["animal", "colour"]));

        var problems = Should.Throw<InputException>(() => Quiz(Decoder, task).Expand(Context)).Problems;

        problems.Select(p => p.Where).Distinct().Order().ShouldBe([.. wrong.Keys.Select(i => $"task choose, item {i} (spa_Latn)")]);
        problems.Count.ShouldBe(4);
    }

    [Fact]
    public void Encoders_and_chat_turns_are_refused()
    {
        var encoder = TinyModels.Encoder(Path.Combine(_folder.Path, "encoder"));
        Refused(Quiz(encoder, new ChoiceTask())).ShouldContain("its answers are ranked choices, but the model");
        var turns = new FewShot(0, Format: PromptFormat.Chat);
        Refused(Quiz(Decoder, new ChoiceTask(shots: turns))).ShouldContain("choices are ranked after plain texts");
        Refused(Quiz(Decoder, new PlainTask())).ShouldContain("its scoring is Choices, but its examples have none");
    }

    [Fact]
    public void Plans_count_a_prompt_once_and_every_option()
    {
        PlanRow Row(ITask task) => Quiz(Decoder, task).Expand(Context).Plan(Context, 1).Rows.Single(r => r.Kind == CellKind.Finetune);
        var (three, six) = (Row(new ChoiceTask()), Row(new ChoiceTask(choices: _ => ["animal", "colour", "a", "b", "c", "d"])));
        three.Steps.ShouldBe(48 / 8 * 6, "only the right option is trained on");
        (six.EvaluateFlops / three.EvaluateFlops).ShouldBeInRange(1.2, 2);
        six.TrainTokens.ShouldBe(three.TrainTokens);
    }

    private string Refused(Study study) => Should.Throw<InputException>(() => study.Expand(Context)).Message;

    private List<PredictionLine> Measured(string model, ITask task)
    {
        var study = Study("tiny").Model(model).Task(task).Evaluate(Lang("es"), items: 12).Expand(Context);
        study.Run(Context).Failures.ShouldBeEmpty();
        var lines = File.ReadLines(study.Folder<ReferenceCell>(Context).Predictions("spa_Latn"));
        return [.. lines.Select(l => JsonSerializer.Deserialize(l, ResultJson.Default.PredictionLine)!)];
    }

    private static Study Quiz(string model, ITask task) =>
        Study("tiny")
            .Model(model)
            .Task(task)
            .Mixture(Fixed(Lang("en"), 48))
            .Train(batch: 8, lr: Constant(1e-2), epochs: 6, checkpointEvery: Steps(20), selectBy: LastCheckpoint)
            .Evaluate(Lang("es"), items: 12);

    private sealed class Likeliest : MeanMetric
    {
        public override MetricInfo Info { get; } = new("likeliest", "likeliest|v:1", "Share of right options.");

        public override ItemScore Score(Prediction prediction) =>
            new(prediction.References.Contains(prediction.Choices.MaxBy(c => c.LogLikelihood)!.Text) ? 1 : 0);
    }

    private sealed class PlainTask : ITask
    {
        public TaskInfo Info { get; } = new("plain", "Plain.", new Dictionary<string, string>(), Scoring.Choices, ["likeliest"]);

        public ISource Source { get; } = new WordSource();

        public Example Format(Record record) =>
            Example.PromptCompletion(record.ItemId, record.Language, Info.Name, record["text"], record["label"]);
    }
}
