using System.Text.Json;
using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using Clt.Plugins.Training.Objectives;
using Clt.Testing;

namespace Clt.Engine.Tests.Objectives;

/// <summary>A whole run of direct preference optimisation against TRL's log.</summary>
public sealed class GoldenPreferenceCurveTests
{
    private static readonly string Golden = Path.Combine(SharedFolder.Golden, "training");

    [GoldenTheory("training/objectives/dpo_curve.json")]
    [InlineData(4096)]
    [InlineData(60)]
    public void A_run_follows_the_reference_curve(int microBatchTokens)
    {
        using var folder = new TemporaryFolder();
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Golden, "objectives", "dpo_curve.json")));
        var (args, log) = (document.RootElement.GetProperty("args"), document.RootElement.GetProperty("log"));
        var settings = new TrainingSettings
        {
            Batch = args.GetProperty("batch").GetInt32() * args.GetProperty("accumulation").GetInt32(),
            Epochs = args.GetProperty("epochs").GetInt32(),
            ClipNorm = args.GetProperty("max_grad_norm").GetDouble(),
            Schedule = new ConstantSchedule(args.GetProperty("learning_rate").GetDouble()),
            MicroBatchTokens = microBatchTokens,
            Shuffle = false,
        };
        var preferences = new PreferenceSpec { Beta = args.GetProperty("beta").GetDouble() };

        Trainer.Run(
            new TrainingJob(
                folder.Path,
                "golden",
                () => new PreferenceOptimization(Base(), Base(), preferences),
                Pairs(document.RootElement),
                [],
                settings,
                1
            )
        );

        var rows = TrainingLog.Read(folder["log.jsonl"]).ToList();
        rows.Count.ShouldBe(log.GetArrayLength());
        foreach (var (row, expected) in rows.Zip(log.EnumerateArray()))
        {
            row.Loss.ShouldBe(expected.GetProperty("loss").GetDouble(), 2e-5, $"loss of step {row.Step}");
            var norm = expected.GetProperty("grad_norm").GetDouble();
            row.GradientNorm.ShouldBe(norm, 2e-5 * norm, $"gradient norm of step {row.Step}");
        }
    }

    private static LanguageModel Base() => LanguageModel.Load(Path.Combine(Golden, "base"));

    private static List<PreferencePair> Pairs(JsonElement root)
    {
        var pairs = new List<PreferencePair>();
        foreach (var pair in root.GetProperty("pairs").EnumerateArray())
            pairs.Add(new PreferencePair(Answer(pair, "chosen"), Answer(pair, "rejected")));
        return pairs;

        TokenizedExample Answer(JsonElement pair, string name)
        {
            int[] prompt = Ids(pair, "prompt"),
                answer = Ids(pair, name);
            bool[] targets = [.. prompt.Select(_ => false), .. answer.Select(_ => true)];
            return new TokenizedExample($"{pairs.Count}", new Language("und", "Zyyy"), "golden", [.. prompt, .. answer], targets);
        }
    }

    private static int[] Ids(JsonElement pair, string name) => [.. pair.GetProperty(name).EnumerateArray().Select(i => i.GetInt32())];
}
