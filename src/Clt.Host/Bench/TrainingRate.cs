using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Training;

namespace Clt.Host.Bench;

/// <summary>Runs the trainer and takes the times from its log.</summary>
internal static class TrainingRate
{
    /// <summary>Steps before the measured ones: memory is made, code compiled.</summary>
    private const int Warm = 2;

    /// <summary>Steps of a measured run.</summary>
    private const int Steps = 2;

    /// <param name="shape">Model and examples.</param>
    /// <param name="run">How often.</param>
    /// <param name="change">What is done to the fresh model: an adapter, another precision.</param>
    /// <param name="adapter">Whether only an adapter is trained.</param>
    public static TrainingFigures Measure(TrainingShape shape, BenchRun run, Func<LanguageModel, LanguageModel> change, bool adapter = false)
    {
        var before = Environment.WorkingSet;
        var steps = Warm + (Steps * run.Runs);
        var examples = shape.Examples(shape.Batch * steps);
        var state = 0.0;
        var rows = Train(shape, run, examples, steps, () =>
        {
            var model = change(LanguageModel.Create(shape.Config, new Seed(1)));
            // Weights, gradients and two moments.
            state = 16.0 * model.Parameters.Count;
            return model;
        });
        var groups = rows.Skip(Warm).Chunk(Steps).ToList();
        double Seconds(StepRow[] group) => group.Sum(r => r.Seconds);
        double Flops(StepRow[] group) => group.Sum(r => shape.Flops(examples.Skip((r.Step - 1) * shape.Batch).Take(shape.Batch), adapter));
        return new TrainingFigures(
            [.. groups.Select(g => Flops(g) / Seconds(g) / 1e9)],
            [.. groups.Select(g => g.Sum(r => r.TokensPerSecond * r.Seconds) / Seconds(g))],
            [.. groups.Select(g => g.Length / Seconds(g))],
            rows.Max(r => r.MemoryMb) - ((before + state) / 1e6));
    }

    /// <summary>How much memory the second half of many steps of a tiny model adds, in MB.</summary>
    public static double Growth(BenchRun run)
    {
        var shape = TrainingShape.Small(quick: true);
        var steps = run.Quick ? 10 : 1000;
        var rows = Train(shape, run, shape.Examples(shape.Batch), steps, () => LanguageModel.Create(shape.Config, new Seed(1)));
        return rows[^1].MemoryMb - rows[rows.Count / 2].MemoryMb;
    }

    private static List<StepRow> Train(
        TrainingShape shape, BenchRun run, IReadOnlyList<Engine.Data.TokenizedExample> examples, int steps, Func<LanguageModel> model)
    {
        var folder = Directory.CreateTempSubdirectory("clt-bench-").FullName;
        try
        {
            var settings = new TrainingSettings { Steps = steps, Batch = shape.Batch, Shuffle = false, Schedule = Schedules.Constant(1e-4) };
            var rows = new Rows();
            Trainer.Run(new TrainingJob(folder, "bench", () => new CausalLanguageModelling(model()), examples, [], settings, 1), rows, run.Cancel);
            return rows;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Rows : List<StepRow>, IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Row is not null) Add(value.Row);
        }
    }
}
