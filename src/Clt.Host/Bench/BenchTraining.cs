using System.Diagnostics;
using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;

namespace Clt.Host.Bench;

/// <summary>Runs the trainer in a folder that is thrown away.</summary>
internal static class BenchTraining
{
    /// <summary>So many steps of so many examples, in the order in which they come.</summary>
    public static TrainingSettings Settings(int batch, int steps) =>
        new()
        {
            Steps = steps,
            Batch = batch,
            Shuffle = false,
            Schedule = new ConstantSchedule(1e-4),
        };

    /// <summary>All steps, each as it was reported.</summary>
    public static IReadOnlyList<TimedStep> Run(
        IReadOnlyList<TokenizedExample> examples,
        TrainingSettings settings,
        Func<LanguageModel> model,
        CancellationToken cancel
    )
    {
        var all = new List<TimedStep>();
        var clock = Stopwatch.StartNew();
        Run(
            examples,
            settings,
            model,
            row =>
            {
                all.Add(new TimedStep(row, clock.Elapsed.TotalSeconds));
                clock.Restart();
            },
            cancel
        );
        return all;
    }

    /// <param name="examples">What is trained on.</param>
    /// <param name="settings">How.</param>
    /// <param name="model">Makes the model.</param>
    /// <param name="report">Hears of every step, at once.</param>
    /// <param name="cancel">Stops after a step.</param>
    public static void Run(
        IReadOnlyList<TokenizedExample> examples,
        TrainingSettings settings,
        Func<LanguageModel> model,
        Action<StepRow> report,
        CancellationToken cancel
    )
    {
        var folder = Directory.CreateTempSubdirectory("clt-bench-").FullName;
        try
        {
            var job = new TrainingJob(folder, "bench", () => new CausalLanguageModelling(model()), examples, [], settings, 1);
            Trainer.Run(job, new Rows(report), cancel);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Rows(Action<StepRow> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Row is { } row)
                report(row);
        }
    }
}
