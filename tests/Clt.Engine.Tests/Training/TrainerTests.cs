using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Tests.Data;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_learns_its_examples_and_says_them()
    {
        var examples = TinyModel.Examples(10);
        var job = Job("learn") with
        {
            Train = examples,
            Settings = Settings with { Steps = 120, Schedule = new ConstantSchedule(1e-2), Batch = 10 },
            WriteTokenizer = folder => File.WriteAllText(Path.Combine(folder, "tokenizer.json"), "{}"),
        };

        var result = Trainer.Run(job);

        result.LastLoss.ShouldBeLessThan(0.1);
        result.FirstLoss.ShouldBe(Math.Log(CharacterTokenizer.Vocabulary), 0.5);
        File.Exists(Path.Combine(result.ModelFolder, "tokenizer.json")).ShouldBeTrue();
        using var model = LanguageModel.Load(result.ModelFolder);
        var prompts = examples.Select(e => e.Ids[..Array.IndexOf(e.Targets, true)]).ToArray();
        var said = TextGenerator.Generate(model, new CharacterTokenizer(), prompts, new GenerationSettings { MaxNewTokens = 4 }, 1);
        for (var i = 0; i < examples.Count; i++)
        {
            said[i].Ids.ShouldBe(examples[i].Ids[prompts[i].Length..]);
            said[i].Reason.ShouldBe(FinishReason.EndToken);
        }
    }

    [Fact]
    public void Micro_batches_change_neither_losses_nor_norms()
    {
        var whole = Rows("whole", Settings);
        var split = Rows("split", Settings with { MicroBatchTokens = 1 });
        for (var i = 0; i < whole.Count; i++)
        {
            split[i].Loss.ShouldBe(whole[i].Loss, 1e-5);
            split[i].GradientNorm.ShouldBe(whole[i].GradientNorm, 1e-4 * whole[i].GradientNorm);
        }
    }

    [Fact]
    public void What_is_logged_is_the_sum_over_the_number_of_targets()
    {
        var examples = TinyModel.Examples(8);
        var row = Rows("loss", Settings with { Batch = 8, Steps = 1 }, examples)[0];
        using var model = TinyModel.Create();
        var sums = Scorer.LogLikelihood(model, [.. examples.Select(Split)]);

        row.TargetTokens.ShouldBe(examples.Sum(e => e.TargetCount));
        row.Loss.ShouldBe(-sums.Sum() / row.TargetTokens, 1e-5);

        static (int[], int[]) Split(TokenizedExample e) =>
            (e.Ids[..Array.IndexOf(e.Targets, true)], e.Ids[Array.IndexOf(e.Targets, true)..]);
    }

    [Fact]
    public void The_same_job_gives_the_same_bits_and_another_seed_others()
    {
        var first = Trainer.Run(Job("a"));
        Trainer.Run(Job("b")).WeightsHash.ShouldBe(first.WeightsHash);
        Trainer.Run(Job("c") with { Seed = 2 }).WeightsHash.ShouldNotBe(first.WeightsHash);
    }

    [Fact]
    public void Threads_are_asked_for_before_each_step_and_change_no_bit()
    {
        var before = get_num_threads();
        try
        {
            var first = Trainer.Run(Job("one") with { Threads = () => 1 });
            var asked = 0;
            var other = Trainer.Run(Job("other") with { Threads = () => 1 + (asked++ % 2) });
            other.WeightsHash.ShouldBe(first.WeightsHash);
            asked.ShouldBe(first.Steps);
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Fact]
    public void The_lowest_validation_loss_selects()
    {
        // A rate that ruins the model after a good start.
        var settings = Settings with
        {
            Steps = 30,
            CheckpointEvery = 5,
            SelectBy = SelectBy.ValidationLoss,
            KeepLast = 1,
            KeepCheckpoints = true,
            Schedule = new ConstantSchedule(5e-2),
        };
        var result = Trainer.Run(
            Job("select") with
            {
                Settings = settings,
                Train = TinyModel.Examples(4),
                Validation = TinyModel.Examples(20, skip: 4),
            }
        );
        var rows = TrainingLog.Read(_folder["select/log.jsonl"]).Where(r => r.ValidationLoss is not null).ToList();

        rows.Select(r => r.Step).ShouldBe([5, 10, 15, 20, 25, 30]);
        var best = rows.MinBy(r => r.ValidationLoss)!;
        (result.SelectedStep, result.BestValidationLoss).ShouldBe((best.Step, best.ValidationLoss));
        Directory.GetDirectories(_folder["select/checkpoints"]).Length.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public void Epochs_steps_and_tokens_end_a_run()
    {
        var examples = TinyModel.Examples(10);
        Rows("epochs", Settings with { Steps = null, Epochs = 2, Batch = 4 }, examples).Count.ShouldBe(6);
        var rows = Rows("tokens", Settings with { Steps = null, Tokens = 50, Batch = 1 }, examples);
        rows[^1].Tokens.ShouldBeGreaterThanOrEqualTo(50);
        rows[^2].Tokens.ShouldBeLessThan(50);
    }

    [Fact]
    public void Packed_rows_fill_the_length_and_train_every_example_once()
    {
        var rows = Rows("packed", Settings with { PackedLength = 24, Batch = 1, Epochs = 1, Steps = null }, TinyModel.Examples(20));
        rows.Count.ShouldBeLessThan(10);
        rows[^1].Tokens.ShouldBe(TinyModel.Examples(20).Sum(e => e.Ids.Length));
    }

    [Fact]
    public void Wrapped_rows_have_one_length_and_lose_no_token()
    {
        var rows = Rows(
            "wrapped",
            Settings with
            {
                PackedLength = 20,
                WrapPacked = true,
                Batch = 1,
                Epochs = 1,
                Steps = null,
            },
            TinyModel.Examples(20)
        );
        var tokens = TinyModel.Examples(20).Sum(e => e.Ids.Length);
        rows[^1].Tokens.ShouldBe(tokens);
        rows.Count.ShouldBe((tokens + 19) / 20);
        Should
            .Throw<InputException>(() => Trainer.Run(Job("unfit") with { Settings = Settings with { WrapPacked = true } }))
            .Message.ShouldContain("packed rows");
    }

    [Fact]
    public void Numbers_that_are_not_finite_stop_the_run_and_name_the_items()
    {
        var job = Job("nan") with { Settings = Settings with { Schedule = new Reckless(), ClipNorm = 0 } };
        var error = Should.Throw<TrainingException>(() => Trainer.Run(job));
        error.Message.ShouldContain("sums/Train-");
        File.Exists(_folder["nan/result.json"]).ShouldBeFalse();
    }

    [Fact]
    public void Weights_that_are_not_finite_stop_the_run_at_its_first_step()
    {
        var job = Job("broken") with
        {
            Objective = () =>
            {
                var model = TinyModel.Create();
                using (no_grad())
                    model.Parameters[TensorNames.FinalNorm].mul_(double.NaN);
                return new CausalLanguageModelling(model);
            },
        };
        var error = Should.Throw<TrainingException>(() => Trainer.Run(job));
        error.Message.ShouldContain("Step 1 ");
        error.Message.ShouldContain("starting weights");
    }

    [Fact]
    public void Contradictory_settings_are_listed_at_once()
    {
        var settings = Settings with { Epochs = 1, Batch = 0, ClipNorm = -1, SelectBy = SelectBy.ValidationLoss };
        Should.Throw<InputException>(() => Trainer.Run(Job("bad") with { Settings = settings })).Problems.Count.ShouldBe(4);
    }

    [Fact]
    public void Ids_beyond_the_vocabulary_and_examples_beyond_the_context_are_input_errors()
    {
        var outside = new TokenizedExample("i", ToyTask.English, "t", [1, 500], [false, true]);
        var endless = new TokenizedExample("i", ToyTask.English, "t", new int[30], [.. Enumerable.Repeat(true, 30)]);
        Should.Throw<InputException>(() => Trainer.Run(Job("v") with { Train = [outside] })).Message.ShouldContain("token id 500");
        Should.Throw<InputException>(() => Trainer.Run(Job("c") with { Train = [endless] })).Message.ShouldContain("context is 24");
        Should.Throw<InputException>(() => Trainer.Run(Job("e") with { Train = [] })).Message.ShouldContain("no training examples");
        Should
            .Throw<InputException>(() => Trainer.Run(Job("b") with { Train = [outside], Validation = [endless] }))
            .Problems.Count.ShouldBe(2);
    }

    private sealed record Reckless() : Schedule(1, 0)
    {
        protected override string Name => "reckless";

        protected override double After(double step, double warmup, double total) => 1e30;
    }

    private static TrainingSettings Settings { get; } =
        new()
        {
            Steps = 12,
            Batch = 6,
            Schedule = new LinearSchedule(3e-3, 2),
        };

    private TrainingJob Job(string name) => new(_folder[name], "identity", TinyModel.Objective, TinyModel.Examples(40), [], Settings, 1);

    private List<StepRow> Rows(string name, TrainingSettings settings, IReadOnlyList<TokenizedExample>? examples = null)
    {
        Trainer.Run(Job(name) with { Settings = settings, Train = examples ?? TinyModel.Examples(40) });
        return [.. TrainingLog.Read(_folder[name + "/log.jsonl"])];
    }
}
