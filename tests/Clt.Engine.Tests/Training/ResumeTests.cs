using Clt.Engine.Adapters;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Optimizers;
using Clt.Engine.Parameters;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;

namespace Clt.Engine.Tests.Training;

/// <summary>A run that was stopped in any way ends with the bits of an undisturbed one.</summary>
public sealed class ResumeTests : IDisposable
{
    private const int Steps = 23;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Dtype.Float32, false)]
    [InlineData(Dtype.BFloat16, false)]
    [InlineData(Dtype.Float32, true)]
    [InlineData(Dtype.BFloat16, true)]
    public void Crashes_and_cancellations_at_any_step_leave_the_result_as_it_was(Dtype dtype, bool lora)
    {
        using (var start = TinyModel.Create())
            start.Save(_folder["base"]);
        TrainingJob Job(string name) => this.Job(name) with { Objective = () => new CausalLanguageModelling(Model()) };
        var undisturbed = Trainer.Run(Job("undisturbed"));
        var expected = Losses("undisturbed");
        var rng = new Rng(11);
        for (var round = 0; round < 3; round++)
        {
            var name = $"round{round}";
            TrainingResult? result = null;
            for (var attempt = 0; result is null; attempt++)
            {
                using var cancel = new CancellationTokenSource();
                var stop = new StopAt(1 + rng.Next(Steps), attempt % 2 == 0, cancel);
                try
                {
                    result = Trainer.Run(Job(name), attempt < 5 ? stop : null, cancel.Token);
                }
                catch (Exception e) when (e is OperationCanceledException or Crash) { }
            }

            result.WeightsHash.ShouldBe(undisturbed.WeightsHash);
            (result.SelectedStep, result.BestValidationLoss, result.Tokens).ShouldBe(
                (undisturbed.SelectedStep, undisturbed.BestValidationLoss, undisturbed.Tokens)
            );
            Losses(name).ShouldBe(expected);
            foreach (var kept in new[] { "start", "some" })
                File.ReadAllBytes(Weights(name, kept)).ShouldBe(File.ReadAllBytes(Weights("undisturbed", kept)), "kept along the way");
            Directory.Exists(KeptModel.FolderOf(_folder[name], "beyond")).ShouldBeFalse();
        }

        File.ReadAllBytes(Weights("undisturbed", "start"))
            .AsSpan()
            .SequenceEqual(File.ReadAllBytes(Weights("undisturbed", "some")))
            .ShouldBeFalse();

        string Weights(string job, string kept) => Directory.GetFiles(KeptModel.FolderOf(_folder[job], kept), "*.safetensors").Single();

        LanguageModel Model()
        {
            var model = LanguageModel.Load(_folder["base"], dtype: dtype);
            if (lora)
                model.Adapters.Add("a", new LoraSettings { Rank = 4 }, 1);
            return model;
        }
    }

    public static TheoryData<OptimizerSettings> Optimizers =>
        new(
            new SgdSettings { Momentum = 0.9 },
            new LionSettings(),
            new AdafactorSettings { Beta1 = 0.9 },
            new AdamWSettings { AmsGrad = true },
            new MuonSettings(),
            new NAdamSettings(),
            new RAdamSettings(),
            new RmsPropSettings { Centered = true, Momentum = 0.5 },
            new AdagradSettings(),
            new AdadeltaSettings()
        );

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Every_optimisers_state_survives(OptimizerSettings optimizer)
    {
        TrainingJob With(string name) => Job(name) with { Settings = Job(name).Settings with { Optimizer = optimizer } };
        var undisturbed = Trainer.Run(With("undisturbed"));
        Should.Throw<Crash>(() => Trainer.Run(With("stopped"), new StopAt(12, true, new CancellationTokenSource())));
        Trainer.Run(With("stopped")).WeightsHash.ShouldBe(undisturbed.WeightsHash);
    }

    [Fact]
    public void A_finished_job_is_not_run_again()
    {
        var first = Trainer.Run(Job("done"));
        var stop = new StopAt(1, true, new CancellationTokenSource());
        // Checksums stand in an object, which is another one.
        (Trainer.Run(Job("done"), stop) with { Files = first.Files }).ShouldBe(first);
        Directory.Exists(_folder["done/checkpoints"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("tensors.safetensors")]
    [InlineData("state.json")]
    [InlineData("checksums.json")]
    public void A_damaged_newest_checkpoint_is_reported_and_the_one_before_is_used(string file)
    {
        var undisturbed = Trainer.Run(Job("undisturbed"));
        Interrupt("damaged", 17);
        var newest = Directory.GetDirectories(_folder["damaged/checkpoints"]).Order().Last();
        var path = Path.Combine(newest, file);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(path, bytes);
        var messages = new Messages();

        Trainer.Run(Job("damaged"), messages).WeightsHash.ShouldBe(undisturbed.WeightsHash);

        messages.ShouldContain(m => m.Contains("cannot be used") && m.Contains("step-00000015"));
        messages.ShouldContain(m => m.Contains("Going on from step 10"));
    }

    [Fact]
    public void A_truncated_checkpoint_and_a_half_written_one_are_passed_over()
    {
        Interrupt("cut", 17);
        var folders = Directory.GetDirectories(_folder["cut/checkpoints"]).Order().ToArray();
        using (var file = File.OpenWrite(Path.Combine(folders[^1], "tensors.safetensors")))
            file.SetLength(100);
        Directory.Move(folders[^1], Path.Combine(_folder["cut/checkpoints"], ".tmp-step-00000020"));
        var messages = new Messages();

        Trainer.Run(Job("cut"), messages);

        messages.ShouldContain(m => m.Contains("Going on from step 10"));
    }

    /// <summary>A bit anywhere in any file of the checkpoints: noticed, or without effect on the result.</summary>
    [Fact]
    public void Damage_anywhere_never_changes_the_result()
    {
        var undisturbed = Trainer.Run(Job("undisturbed"));
        for (var trial = 0; trial < 12; trial++)
        {
            var (rng, name) = (new Seed(17).Stream($"damage {trial}").Generator(), $"damage{trial}");
            Interrupt(name, 6 + rng.Next(Steps - 7));
            var files = Directory
                .GetFiles(_folder[$"{name}/checkpoints"], "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .ToArray();
            var file = files[rng.Next(files.Length)];
            var bytes = File.ReadAllBytes(file);
            var at = rng.Next(bytes.Length);
            if (trial % 3 == 0)
                bytes = bytes[..at];
            else
                bytes[at] ^= (byte)(1 << rng.Next(8));
            File.WriteAllBytes(file, bytes);

            Trainer.Run(Job(name)).WeightsHash.ShouldBe(undisturbed.WeightsHash, $"{file} at {at}");
        }
    }

    [Fact]
    public void Another_jobs_checkpoint_or_result_is_refused()
    {
        Interrupt("mine", 12);
        Should.Throw<InputException>(() => Trainer.Run(Job("mine") with { Identity = "another" })).Message.ShouldContain("another job");
        Trainer.Run(Job("mine"));
        Should.Throw<InputException>(() => Trainer.Run(Job("mine") with { Identity = "another" })).Message.ShouldContain("another job");
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_saved_is_reported_and_training_goes_on()
    {
        var undisturbed = Trainer.Run(Job("undisturbed"));
        Directory.CreateDirectory(_folder["blocked"]);
        File.WriteAllText(_folder["blocked/checkpoints"], "a file where the folder should be");
        var messages = new Messages();

        var job = Job("blocked");
        var result = Trainer.Run(job with { Settings = job.Settings with { SelectBy = SelectBy.Last, KeepCheckpoints = true } }, messages);

        messages.Count(m => m.Contains("could not be saved")).ShouldBe(4);
        result.Steps.ShouldBe(undisturbed.Steps);
    }

    [Fact]
    public void A_log_that_was_cut_in_a_row_goes_on_whole()
    {
        Interrupt("log", 17);
        File.AppendAllText(_folder["log/log.jsonl"], "{\"step\":18,\"lo");
        Trainer.Run(Job("log"));
        TrainingLog.Read(_folder["log/log.jsonl"]).Select(r => r.Step).ShouldBe(Enumerable.Range(1, Steps));
    }

    [Fact]
    public void A_log_with_a_changed_row_is_not_gone_on_with()
    {
        var undisturbed = Trainer.Run(Job("whole"));
        Interrupt("changed", 17);
        var log = _folder["changed/log.jsonl"];
        File.WriteAllText(log, File.ReadAllText(log).Replace("\"target_tokens\":", "\"target_tokens\":1"));
        var messages = new Messages();
        var result = Trainer.Run(Job("changed"), messages);
        messages.ShouldContain(m => m.Contains("log.jsonl is damaged"));
        (result.WeightsHash, result.TargetTokens).ShouldBe((undisturbed.WeightsHash, undisturbed.TargetTokens));
    }

    [Fact]
    public void A_finished_model_whose_bytes_changed_is_trained_again()
    {
        var undisturbed = Trainer.Run(Job("finished"));
        var file = Path.Combine(undisturbed.ModelFolder, "model.safetensors");
        var bytes = File.ReadAllBytes(file);
        bytes[^5] ^= 1;
        File.WriteAllBytes(file, bytes);
        var messages = new Messages();
        Trainer.Run(Job("finished"), messages).WeightsHash.ShouldBe(undisturbed.WeightsHash);
        messages.ShouldContain(m => m.Contains("model.safetensors is damaged"));
        File.ReadAllBytes(file)[^5].ShouldBe((byte)(bytes[^5] ^ 1));
    }

    private void Interrupt(string name, int step) =>
        Should.Throw<Crash>(() => Trainer.Run(Job(name), new StopAt(step, true, new CancellationTokenSource())));

    private List<(int, double, double)> Losses(string name) =>
        TrainingLog.Read(_folder[name + "/log.jsonl"]).Select(r => (r.Step, r.Loss, r.GradientNorm)).ToList();

    private TrainingJob Job(string name)
    {
        var settings = new TrainingSettings
        {
            Steps = Steps,
            Batch = 6,
            Schedule = new CosineSchedule(1e-2, 0.1),
            CheckpointEvery = 5,
            ValidateEvery = 3,
            SelectBy = SelectBy.ValidationLoss,
        };
        return new TrainingJob(
            _folder[name],
            "identity",
            TinyModel.Objective,
            TinyModel.Examples(40),
            TinyModel.Examples(10, skip: 40),
            settings,
            1
        )
        {
            Keep = [new KeptModel("start", 0), new KeptModel("some", 500), new KeptModel("beyond", long.MaxValue)],
        };
    }

    private sealed class Crash : Exception;

    /// <summary>Stops a run at a step, as a crash (nothing is saved) or a cancellation.</summary>
    private sealed class StopAt(int step, bool crash, CancellationTokenSource cancel) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Row is null || value.Step < step)
                return;
            if (crash)
                throw new Crash();
            cancel.Cancel();
        }
    }

    private sealed class Messages : List<string>, IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Message is not null)
                Add(value.Message);
        }
    }
}
