using System.Diagnostics;

namespace Clt.Host.Bench;

/// <summary>
/// How long it takes from the start of <c>clt run</c> to the first optimiser step of a recipe that was compiled before, and what memory.
/// </summary>
internal static class StartTime
{
    private const string Recipe = """
        using static Clt.Recipe;

        var lines = LanguageModelling(on: NumberWordText("en", below: 50));
        return Study("start")
            .Tokenizer(ByteLevelBpe(vocabulary: 300, examples: 500))
            .Base(Pretrain(Decoder(layers: 2, width: 64, heads: 2), on: Share(1, lines, Lang("en")), tokens: 5_000))
            .Task(Arithmetic(on: NumberWords(below: 50), answer: "result"))
            .Mixture(Fixed(Lang("en"), 100))
            .Train(batch: 8, lr: Linear(1e-3), epochs: 1)
            .Evaluate(Lang("en"), items: 10)
            .Seeds(1);
        """;

    /// <summary>The number of every run: seconds, and MB of all its processes at the first step, what they share counted once.</summary>
    /// <exception cref="InputException">The run failed.</exception>
    public static (IReadOnlyList<double> Seconds, IReadOnlyList<double> Mb) Measure(BenchRun run)
    {
        var folder = Directory.CreateTempSubdirectory("clt-bench-").FullName;
        try
        {
            var recipe = Path.Combine(folder, "start.csx");
            File.WriteAllText(recipe, Recipe);
            string[] arguments = ["run", recipe, "--runs", Path.Combine(folder, "runs"), "--workers", "1"];
            using (var first = OwnProcess.Start(arguments))
                End(first);
            var cells = Path.Combine(folder, "runs", "start", "cells");
            var training = Cells(cells, "training").Single();
            var all = Enumerable.Range(0, run.Runs).Select(_ => Once(arguments, training, Cells(cells, "finetune"))).ToList();
            return ([.. all.Select(a => a.Seconds)], [.. all.Select(a => a.Mb)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (double Seconds, double Mb) Once(string[] arguments, string training, IReadOnlyList<string> measured)
    {
        foreach (var cell in measured)
            Directory.Delete(cell, recursive: true);
        Directory.Delete(training, recursive: true);
        var log = new FileInfo(Path.Combine(training, "log.jsonl"));
        var clock = Stopwatch.StartNew();
        using var process = OwnProcess.Start(arguments);
        while (!IsWritten(log) && !process.HasExited)
            Thread.Sleep(1);
        var (seconds, mb) = (clock.Elapsed.TotalSeconds, ProcessMemory.OfTree(process.Id) / 1e6);
        End(process);
        return (seconds, mb);
    }

    private static bool IsWritten(FileInfo log)
    {
        log.Refresh();
        return log is { Exists: true, Length: > 0 };
    }

    private static List<string> Cells(string folder, string kind) =>
        [.. Directory.GetDirectories(folder).Where(cell => File.ReadLines(Path.Combine(cell, "cell.yaml")).Contains($"kind: \"{kind}\""))];

    private static void End(Process process)
    {
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InputException($"its run failed: {errors.Result}", TrainBenchmark.Start, "See what clt doctor says.");
    }
}
