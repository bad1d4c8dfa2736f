using System.Text.Json;
using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Engine.Tests.Data;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using Clt.Formats.Safetensors;
using Clt.Plugins.Training.Schedules;
using Clt.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Training;

/// <summary>What the loop does around its steps.</summary>
public sealed class LoopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [GoldenFact("training/worked.json")]
    public void The_average_of_the_weights_is_the_reference()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedFolder.Golden, "training", "worked.json")));
        var ema = document.RootElement.GetProperty("ema");
        var values = ema.GetProperty("model_values").EnumerateArray().Select(Floats).ToArray();
        using var scope = NewDisposeScope();
        var weights = tensor(values[0]);
        using var average = new WeightAverage(weights, ema.GetProperty("decay").GetDouble());
        var step = 0;
        foreach (var expected in ema.GetProperty("torch_AveragedModel").EnumerateArray().Select(Floats))
        {
            weights.copy_(tensor(values[++step]));
            average.Update(step);
            foreach (var (got, wanted) in average.Values.data<float>().ToArray().Zip(expected))
                got.ShouldBe(wanted, 1e-6f);
        }

        step.ShouldBeGreaterThan(2);

        static float[] Floats(JsonElement model) =>
            [
                .. model
                    .GetProperty("weight")
                    .EnumerateArray()
                    .SelectMany(r => r.EnumerateArray())
                    .Concat(model.GetProperty("bias").EnumerateArray())
                    .Select(x => x.GetSingle()),
            ];
    }

    [Fact]
    public void The_result_of_a_run_with_an_average_is_the_average()
    {
        var settings = Settings with { Steps = 4, CheckpointEvery = 1, KeepLast = 9, KeepCheckpoints = true, AverageDecay = 0.5 };
        var result = Trainer.Run(Job("average", settings));
        var expected = Weights(1);
        foreach (var step in new[] { 2, 3 })
            expected = [.. expected.Zip(Weights(step), (old, latest) => (0.5f * old) + (0.5f * latest))];
        Stored(3, "average").Zip(expected).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-6);
        var plain = Trainer.Run(Job("plain", settings with { AverageDecay = 0 }));
        plain.WeightsHash.ShouldNotBe(result.WeightsHash);
        TrainingLog
            .Read(_folder["plain/log.jsonl"])
            .Select(r => r.Loss)
            .ShouldBe(TrainingLog.Read(_folder["average/log.jsonl"]).Select(r => r.Loss));

        float[] Weights(int step) => Stored(step, "weights");

        float[] Stored(int step, string name)
        {
            using var file = SafetensorsFile.Open(_folder[$"average/checkpoints/step-{step:D8}/tensors.safetensors"]);
            return file.Floats(name);
        }
    }

    [Fact]
    public void A_run_ends_when_the_validation_loss_stops_falling()
    {
        var settings = Settings with
        {
            Steps = 60,
            CheckpointEvery = 2,
            Patience = 3,
            SelectBy = SelectBy.ValidationLoss,
            Schedule = new ConstantSchedule(5e-2),
        };
        var messages = new Messages();
        var result = Trainer.Run(
            Job("early", settings) with
            {
                Train = TinyModel.Examples(4),
                Validation = TinyModel.Examples(20, skip: 4),
            },
            messages
        );

        result.Steps.ShouldBeLessThan(60);
        var losses = TrainingLog
            .Read(_folder["early/log.jsonl"])
            .Where(r => r.ValidationLoss is not null)
            .Select(r => r.ValidationLoss!.Value)
            .ToList();
        losses.IndexOf(losses.Min()).ShouldBe(losses.Count - 4);
        result.BestValidationLoss.ShouldBe(losses.Min());
        messages.ShouldContain(m => m.Contains($"ends at step {result.Steps} of 60"));
    }

    [Theory]
    [InlineData(new[] { 3.0, 2, 1 }, 1, 0, false)]
    [InlineData(new[] { 3.0, 2, 2, 2.5 }, 2, 0, true)]
    [InlineData(new[] { 3.0, 2.95, 2.9 }, 2, 0.2, true)]
    [InlineData(new[] { 3.0, 9, 2 }, 2, 0, false)]
    [InlineData(new[] { 3.0, 9, 9 }, 0, 0, false)]
    public void Patience_counts_losses_in_a_row(double[] losses, int patience, double leastFall, bool stops) =>
        EarlyStopping.Reached(losses, patience, leastFall).ShouldBe(stops);

    [Fact]
    public void A_spike_is_reported_with_the_items_that_made_it()
    {
        int[] strange = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        var odd = new TokenizedExample("odd", ToyTask.English, "sums", strange, [.. strange.Select(_ => true)]);
        var usual = TinyModel.Examples(12);
        var train = Enumerable.Range(0, 40).SelectMany(_ => usual).Append(odd).ToList();
        var messages = new Messages();

        Trainer.Run(
            Job("spike", Settings with { Batch = 12, Steps = 41, Shuffle = false, Schedule = new ConstantSchedule(1e-2) }) with
            {
                Train = train,
            },
            messages
        );

        var said = messages.Where(m => m.Contains("times what was usual")).ShouldHaveSingleItem();
        said.ShouldContain("Step 41");
        said.ShouldContain("sums/odd");
    }

    [Fact]
    public void The_log_counts_tokens_by_language_and_task_and_measures_each_language()
    {
        var french = TinyModel.Examples(5).Select(e => new TokenizedExample(e.ItemId, Language.Parse("fr"), "other", e.Ids, e.Targets));
        var settings = Settings with { Steps = 2, Batch = 30, ValidateEvery = 1, EvaluateEvery = 2 };
        TrainingExample[] both = [.. TinyModel.Examples(10), .. french];
        Trainer.Run(
            Job("counts", settings) with
            {
                Train = both,
                Validation = both,
                GemmRate = 1e9,
                Evaluate = objective => new Dictionary<string, double> { ["parameters"] = objective.Model.Parameters.Count },
            }
        );

        var rows = TrainingLog.Read(_folder["counts/log.jsonl"]).ToList();
        rows[0].TokensBy.Keys.ShouldBe(["eng_Latn/sums", "fra_Latn/other"]);
        rows[0].TokensBy.Values.Sum().ShouldBe((int)rows[0].Tokens);
        rows[0].ValidationByLanguage!.Keys.ShouldBe(["eng_Latn", "fra_Latn"]);
        rows[0].Evaluation.ShouldBeNull();
        rows[1].Evaluation!["parameters"].ShouldBeGreaterThan(0);
        // Two layers' projections, output, three matrices and two norms, and a last norm; the head for targets.
        var body = (2 * ((32 * 64) + (32 * 32) + (3 * 32 * 64) + 64)) + 32;
        var flops = 6.0 * ((body * rows[0].Tokens) + (CharacterTokenizer.Vocabulary * 32.0 * rows[0].TargetTokens));
        (rows[0].Mfu!.Value * rows[0].Seconds).ShouldBe(flops / 1e9, 1e-9);
        rows[0].MemoryMb.ShouldBeInRange(20, 100_000);
        var weighted = both.GroupBy(e => e.Language.Code).Sum(g => rows[0].ValidationByLanguage![g.Key] * g.Sum(e => e.TargetCount));
        rows[0].ValidationLoss!.Value.ShouldBe(weighted / both.Sum(e => e.TargetCount), 1e-9);
    }

    [Fact]
    public void Settings_that_need_a_validation_loss_are_listed_where_there_is_none()
    {
        var settings = Settings with
        {
            Patience = 2,
            AverageDecay = 1,
            SpikeFactor = 0.5,
            GroupByLength = true,
            PackedLength = 24,
            Schedule = new PlateauSchedule(1e-3),
        };
        Should.Throw<InputException>(() => Trainer.Run(Job("bad", settings))).Problems.Count.ShouldBe(6);
    }

    [Fact]
    public void A_model_in_bf16_learns_resumes_exactly_and_keeps_its_weights_in_fp32()
    {
        var folder = _folder["base"];
        using (var model = TinyModel.Create())
            model.Save(folder);
        TrainingJob Half(string name) =>
            Job(name, Settings with { Steps = 40, CheckpointEvery = 10, KeepCheckpoints = true, MicroBatchTokens = 40 }) with
            {
                Objective = () => new Clt.Engine.Objectives.CausalLanguageModelling(LanguageModel.Load(folder, dtype: Dtype.BFloat16)),
            };

        var undisturbed = Trainer.Run(Half("bf16"));
        using (var cancel = new CancellationTokenSource())
        {
            Should.Throw<OperationCanceledException>(() => Trainer.Run(Half("stopped"), new CancelAt(23, cancel), cancel.Token));
        }

        Trainer.Run(Half("stopped")).WeightsHash.ShouldBe(undisturbed.WeightsHash);
        var full = Trainer.Run(Job("fp32", Settings with { Steps = 40 }));
        undisturbed.LastLoss.ShouldBe(full.LastLoss, 0.05 * full.FirstLoss);
        undisturbed.LastLoss.ShouldBeLessThan(undisturbed.FirstLoss);
        using var file = SafetensorsFile.Open(_folder["bf16/checkpoints/step-00000030/tensors.safetensors"]);
        file.Floats("weights").ShouldContain(w => w != 0 && (BitConverter.SingleToInt32Bits(w) & 0xffff) != 0);
    }

    private static TrainingSettings Settings { get; } =
        new()
        {
            Steps = 12,
            Batch = 6,
            Schedule = new ConstantSchedule(3e-3),
        };

    private TrainingJob Job(string name, TrainingSettings settings) =>
        new(_folder[name], "identity", TinyModel.Objective, TinyModel.Examples(40), [], settings, 1);

    private sealed class Messages : List<string>, IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Message is not null)
                Add(value.Message);
        }
    }

    private sealed class CancelAt(int step, CancellationTokenSource cancel) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step >= step)
                cancel.Cancel();
        }
    }
}
