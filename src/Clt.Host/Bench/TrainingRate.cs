using Clt.Engine.Data;
using Clt.Engine.Distributed;
using Clt.Engine.Models;

namespace Clt.Host.Bench;

/// <summary>How fast the trainer trains.</summary>
internal static class TrainingRate
{
    /// <summary>Steps before the measured ones: memory is made, code compiled.</summary>
    private const int Warm = 2;

    /// <summary>Steps of a measured run.</summary>
    private const int Steps = 2;

    /// <summary>By how much the examples are shorter whose kernels should take no time.</summary>
    private const int Shorter = 16;

    /// <param name="shape">Model and examples.</param>
    /// <param name="run">How often.</param>
    /// <param name="change">What is done to the fresh model: an adapter, another precision.</param>
    /// <param name="adapter">Whether only an adapter is trained.</param>
    public static TrainingFigures Measure(
        TrainingShape shape,
        BenchRun run,
        Func<LanguageModel, LanguageModel> change,
        bool adapter = false
    )
    {
        var steps = Warm + (Steps * run.Runs);
        var examples = shape.Examples(shape.Batch * steps);
        var settings = BenchTraining.Settings(shape.Batch, steps);
        var trained = BenchTraining.Run(examples, settings, () => change(LanguageModel.Create(shape.Config, new Seed(1))), run.Cancel);
        var groups = trained.Skip(Warm).Chunk(Steps).ToList();
        double Seconds(TimedStep[] group) => group.Sum(s => s.Seconds);
        double Flops(TimedStep[] group) =>
            group.Sum(s => shape.Flops(examples.Skip((s.Row.Step - 1) * shape.Batch).Take(shape.Batch), adapter));
        double Tokens(TimedStep[] group) =>
            group.Sum(s => examples.Skip((s.Row.Step - 1) * shape.Batch).Take(shape.Batch).Sum(e => e.TokenCount));
        return new TrainingFigures(
            [.. groups.Select(g => Flops(g) / Seconds(g) / 1e9)],
            [.. groups.Select(g => Tokens(g) / Seconds(g))],
            [.. groups.Select(g => Seconds(g) / g.Length)]
        );
    }

    /// <summary>
    /// The share of a step that is the loop's own: over the step's time that of as many layers, examples and forward passes in a model of
    /// almost no width, on examples a sixteenth as long. It is an upper bound, since these kernels take some time too. They run on one
    /// thread: to wake others would take longer than their work.
    /// </summary>
    public static IReadOnlyList<double> LoopShare(TrainingShape shape, TrainingFigures figures, BenchRun run)
    {
        // Many: each takes a few milliseconds.
        const int Many = 50;
        var steps = Warm + (Many * run.Runs);
        var settings = BenchTraining.Settings(shape.Batch, steps);
        settings = settings with { Threads = 1, MicroBatchTokens = settings.MicroBatchTokens / Shorter };
        var narrow = shape.Narrow();
        var examples = narrow
            .Examples(shape.Batch * steps)
            .Select(e =>
            {
                var length = Math.Max(2, e.Ids.Length / Shorter);
                return new TokenizedExample(e.ItemId, e.Language, e.Task, e.Ids[..length], e.Targets[..length]);
            })
            .ToList();
        var trained = BenchTraining.Run(examples, settings, () => LanguageModel.Create(narrow.Config, new Seed(1)), run.Cancel);
        ComputeThreads.UseAll();
        var seconds = trained.Skip(Warm).Chunk(Many).Select(group => group.Average(s => s.Seconds));
        return [.. seconds.Zip(figures.SecondsPerStep, (loop, whole) => loop / whole)];
    }
}
