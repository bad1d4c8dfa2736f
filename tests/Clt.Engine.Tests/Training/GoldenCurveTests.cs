using System.Text.Json;
using Clt.Engine.Adapters;
using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Tests.Adapters;
using Clt.Engine.Tests.Distributed;
using Clt.Engine.Training;
using Clt.Formats.Safetensors;
using Clt.Testing;

namespace Clt.Engine.Tests.Training;

/// <summary>Whole training runs against TRL's and transformers' logs.</summary>
public sealed class GoldenCurveTests
{
    [GoldenTheory("training/curves")]
    [MemberData(nameof(GoldenCurves.Supported), MemberType = typeof(GoldenCurves))]
    public void A_run_follows_the_reference_curve(string name)
    {
        using var folder = new TemporaryFolder();
        using var document = GoldenCurves.Read(name);
        var (args, reference) = (
            document.RootElement.GetProperty("args"),
            document.RootElement.GetProperty("log").EnumerateArray().ToArray()
        );
        var rows = new List<StepRow>();
        var job = Job(folder.Path, name, args, reference[^1], reference.Length);

        var result = GoldenCurves.Ranks(name) is > 1 and var ranks
            ? RankThreads.Run(ranks, group => Trainer.Run(job with { Group = group }, new Collector(rows)))[0]
            : Trainer.Run(job, new Collector(rows));

        rows.Count.ShouldBe(reference.Length);
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, expected) = (rows[i], reference[i]);
            var norm = expected.GetProperty("grad_norm").GetDouble();
            row.Loss.ShouldBe(expected.GetProperty("loss").GetDouble(), 2e-5, $"loss of step {row.Step}");
            row.GradientNorm.ShouldBe(norm, 2e-5 * norm, $"gradient norm of step {row.Step}");
            row.LearningRate.ShouldBe(expected.GetProperty("learning_rate").GetDouble(), 1e-15, $"rate of step {row.Step}");
            if (expected.TryGetProperty("num_items_in_batch", out var targets))
                ((double)row.TargetTokens).ShouldBe(targets.GetDouble());
            if (expected.TryGetProperty("num_tokens", out var tokens))
                ((double)row.Tokens).ShouldBe(tokens.GetDouble());
        }

        CompareWeights(result, document.RootElement.GetProperty("final_l2"));
        if (args.TryGetProperty("r", out _))
            CompareAdapter(result, name);
    }

    [GoldenTheory("training/curves")]
    [MemberData(nameof(GoldenCurves.Controls), MemberType = typeof(GoldenCurves))]
    public void A_wrong_normalisation_follows_the_control_and_the_right_one_does_not(string name)
    {
        using var document = GoldenCurves.Read(name);
        var (args, reference) = (
            document.RootElement.GetProperty("args"),
            document.RootElement.GetProperty("log").EnumerateArray().ToArray()
        );
        // Means were taken over an example, or over the two of a process.
        var wrong = Furthest(job =>
            job with
            {
                Objective = () => new MeanOfMeans((CausalLanguageModelling)job.Objective(), GoldenCurves.Ranks(name)),
            }
        );

        wrong.ShouldBeLessThan(2e-5);
        Furthest(job => job).ShouldBeGreaterThan(0.02);

        double Furthest(Func<TrainingJob, TrainingJob> change)
        {
            using var folder = new TemporaryFolder();
            var rows = new List<StepRow>();
            Trainer.Run(change(Job(folder.Path, name, args, reference[^1], reference.Length)), new Collector(rows));
            rows.Count.ShouldBe(reference.Length);
            return rows.Zip(reference, (row, expected) => Math.Abs(row.Loss - expected.GetProperty("loss").GetDouble())).Max();
        }
    }

    [GoldenCurves.UnsupportedCurves]
    public void Every_curve_is_supported()
    {
        // Runs, and passes, only once no curve is left over.
    }

    private static void CompareWeights(TrainingResult result, JsonElement norms)
    {
        using var weights = SafetensorsFile.Open(Directory.GetFiles(result.ModelFolder, "*.safetensors").Single());
        foreach (var expected in norms.EnumerateObject())
        {
            // In PEFT's files the adapter's name is left out.
            var name = expected.Name.Replace("magnitude_vector.default.weight", "magnitude_vector").Replace(".default", "");
            var norm = Math.Sqrt(weights.Floats(name).Sum(w => (double)w * w));
            norm.ShouldBe(expected.Value.GetDouble(), (name == expected.Name ? 1e-5 : 1e-4) * expected.Value.GetDouble(), name);
        }
    }

    private static void CompareAdapter(TrainingResult result, string name)
    {
        using var actual = SafetensorsFile.Open(Path.Combine(result.ModelFolder, Adapter.WeightsFile));
        using var expected = SafetensorsFile.Open(Path.Combine(GoldenAdapters.OfTraining(name), "final.safetensors"));
        foreach (var entry in expected.Entries)
            actual.Floats(entry.Name).Zip(expected.Floats(entry.Name), (a, e) => Math.Abs(a - e)).Max().ShouldBeLessThan(6e-5f, entry.Name);
        actual.Entries.Count.ShouldBe(expected.Entries.Count);
    }

    private static TrainingJob Job(string folder, string name, JsonElement args, JsonElement log, int steps)
    {
        double Number(string name) => args.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
        var batch = (int)Number("per_device_train_batch_size");
        var packed = args.TryGetProperty("packing", out _);
        var settings = new TrainingSettings
        {
            Batch = GoldenCurves.Batch(name, args),
            Epochs = (int)Number("epochs") is > 0 and var epochs ? epochs : 2,
            // A forward pass of about one of the reference's micro-batches, so that accumulation is exercised.
            MicroBatchTokens = Math.Max(1, batch * 40),
            Schedule = MakeSchedule(args, log, steps),
            Optimizer = GoldenCurves.Optimizer(args),
            WeightDecay = Number("weight_decay"),
            ClipNorm = args.TryGetProperty("max_grad_norm", out var clip) ? clip.GetDouble() : 1,
            PackedLength = packed ? (int)Number("max_length") : null,
            Shuffle = false,
        };
        var full = args.TryGetProperty("loss_on", out var on) && on.GetString() == "full";
        return new TrainingJob(folder, "golden", Objective, Examples(full), [], settings, 1);

        IObjective Objective() =>
            new CausalLanguageModelling(Model(name, args))
            {
                LabelSmoothing = Number("label_smoothing_factor"),
                ProbabilityWeighted = args.TryGetProperty("loss_type", out var loss) && loss.GetString() == "dft",
            };
    }

    /// <summary>The base, with the reference run's fresh adapter where it trained one.</summary>
    private static LanguageModel Model(string name, JsonElement args)
    {
        var model = LanguageModel.Load(Path.Combine(GoldenCurves.Folder, "base"));
        if (args.TryGetProperty("r", out _))
            GoldenAdapters.LoadInto(model.Adapters.Add("golden", GoldenAdapters.SettingsOf(name), 1), name, "initial");
        return model;
    }

    private static Schedule MakeSchedule(JsonElement args, JsonElement log, int steps)
    {
        // What a curve does not list is as in the others: a constant rate, the one that its log shows.
        var warmup = args.TryGetProperty("warmup_steps", out var given) ? given.GetDouble() : 0;
        var name = args.TryGetProperty("lr_scheduler_type", out var type) ? type.GetString() : "constant";
        var kwargs = args.TryGetProperty("lr_scheduler_kwargs", out var options) ? options.GetRawText() : "{}";
        var rate = args.TryGetProperty("learning_rate", out var listed) ? listed : log.GetProperty("learning_rate");
        var rise = warmup < 1 ? Math.Ceiling(warmup * steps) : warmup;
        var text = FormattableString.Invariant(
            $$"""{"name":"{{name}}","base_lr":{{rate.GetRawText()}},"kwargs":{{kwargs}},"num_warmup_steps":{{rise}}}"""
        );
        using var document = JsonDocument.Parse(text);
        return GoldenScheduleTests.Make(document.RootElement);
    }

    private static List<TokenizedExample> Examples(bool full)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(GoldenCurves.Folder, "data.json")));
        var examples = new List<TokenizedExample>();
        foreach (var example in document.RootElement.GetProperty("examples").EnumerateArray())
        {
            var prompt = example.GetProperty("prompt").EnumerateArray().Select(i => i.GetInt32()).ToArray();
            var completion = example.GetProperty("completion").EnumerateArray().Select(i => i.GetInt32()).ToArray();
            var targets = prompt.Select(_ => full).Concat(completion.Select(_ => true)).ToArray();
            examples.Add(
                new TokenizedExample($"{examples.Count}", new Language("und", "Zyyy"), "golden", [.. prompt, .. completion], targets)
            );
        }

        return examples;
    }

    private sealed class Collector(List<StepRow> rows) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Row is not null)
                rows.Add(value.Row);
        }
    }
}
