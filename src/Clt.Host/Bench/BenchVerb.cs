using System.CommandLine;
using System.Globalization;
using Clt.Engine.Distributed;
using Clt.Engine.Training;
using Clt.Host.Doctor;
using Clt.Host.Output;

namespace Clt.Host.Bench;

/// <summary><c>clt bench</c>: how fast this build is here, and whether that is what it should be.</summary>
internal static class BenchVerb
{
    /// <summary>Rates of matrix products that differ by more before and after say that something else ran.</summary>
    private const double Steady = 0.15;

    private static readonly Benchmark[] All =
    [
        new TokenizeBenchmark(),
        new GenerateBenchmark(),
        new ScoreBenchmark(),
        new TrainBenchmark(),
        new AdviseBenchmark(),
        new MetricsBenchmark(),
    ];

    public static Command Create()
    {
        var verb = new Command(
            "bench",
            """
            Measures how fast this build is on this machine. Goals are rates per GFLOP/s of fp32 products of 2048³, where that makes
            sense, so that they
            hold on any machine. Nothing else should run meanwhile.

            Examples:
              clt bench generate
              clt bench tokenize --tokenizer models/Llama-3.1-8B --json
              clt bench score --quick
            """
        );
        foreach (var benchmark in All)
            verb.Add(Create(benchmark));
        return verb;
    }

    /// <summary>Measures every case, and the rate of matrix products before and after.</summary>
    /// <param name="benchmark">What is measured.</param>
    /// <param name="run">How.</param>
    /// <param name="warn">Is told when the machine was not steady.</param>
    internal static BenchResult Measure(Benchmark benchmark, BenchRun run, Action<string> warn)
    {
        ComputeThreads.UseAll();
        var before = GemmRate.Measure();
        var measured = benchmark.Run(run).ToList();
        var after = GemmRate.Measure();
        var gemm = (before + after) / 2;
        if (Math.Abs(before - after) > Steady * gemm)
        {
            warn(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The machine was not steady: {before:0} GFLOP/s before, {after:0} after. Measure again when nothing else " + $"runs."
                )
            );
        }

        if (ProductRate.Of(gemm).Warning is { } weak)
            warn(weak);
        var cases = measured.Select(m => BenchCase.Of(m, gemm, run.Quick ? null : BenchGoals.Of(benchmark.Name, m.Name))).ToList();
        return new BenchResult(benchmark.Name, MachineChecks.Processor(), gemm, cases);
    }

    private static Command Create(Benchmark benchmark)
    {
        var quick = new Option<bool>("--quick") { Description = "A small size, to see that it works; goals are not judged." };
        var runs = new Option<int>("--runs") { Description = "Times that each case is measured.", DefaultValueFactory = _ => 3 };
        runs.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() < 1)
                r.AddError("--runs must be at least 1");
        });
        var json = CommonOptions.Json();
        var verb = new Command(benchmark.Name, benchmark.Description) { quick, runs, json, CommonOptions.Device() };
        foreach (var option in benchmark.Options)
            verb.Add(option);
        verb.SetAction(
            (parsed, cancel) =>
            {
                var run = new BenchRun(parsed.GetValue(quick), parsed.GetValue(runs), parsed, cancel);
                var result = Measure(benchmark, run, Console.Error.WriteLine);
                if (parsed.GetValue(json))
                    JsonText.Print(result);
                else
                    Print(result);
                return Task.FromResult(ExitCode.Done);
            }
        );
        return verb;
    }

    private static void Print(BenchResult result)
    {
        Console.Out.WriteLine($"{result.Machine}; {Number(result.GemmGflops)} GFLOP/s in fp32 {GemmRate.Size}³ products");
        TextTable.Print(
            ["", "case", "median", "min to max", "goal", "unit"],
            result.Cases.Select(c =>
                (string[])
                    [
                        c.Met switch
                        {
                            true => "ok",
                            false => "BELOW",
                            null => "--",
                        },
                        c.Name,
                        Number(c.Value),
                        $"{Number(c.Runs[0])} to {Number(c.Runs[^1])}",
                        c.Goal is { } goal ? $"{(c.AtMost ? "at most " : "")}{Number(goal)}" : "",
                        c.Unit,
                    ]
            )
        );
    }

    /// <summary>Three digits that count.</summary>
    private static string Number(double value) =>
        Math.Abs(value) >= 100 ? value.ToString("N0", CultureInfo.InvariantCulture) : value.ToString("G3", CultureInfo.InvariantCulture);
}
