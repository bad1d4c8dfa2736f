using System.Diagnostics;
using System.Text.Json;
using Clt.Host.Output;

namespace Clt.Host.Bench;

/// <summary>This program in a process of its own, which nothing measured before has warmed or filled.</summary>
internal static class OwnProcess
{
    /// <summary>The runs of one case, measured in a fresh process.</summary>
    /// <exception cref="InputException">It failed.</exception>
    public static IReadOnlyList<double> Case(string bench, string name, BenchRun run)
    {
        using var process = Start([
            "bench",
            bench,
            "--only",
            name,
            "--runs",
            $"{run.Runs}",
            "--json",
            .. run.Quick ? (string[])["--quick"] : [],
        ]);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InputException($"its process failed: {errors.Result}", name, $"Run it alone: clt bench {bench} --only \"{name}\"");
        return JsonSerializer.Deserialize<BenchResult>(output, JsonText.Options)!.Cases.Single().Runs;
    }

    /// <summary>Starts it; both outputs are redirected.</summary>
    public static Process Start(IEnumerable<string> arguments) =>
        Process.Start(
            new ProcessStartInfo(HostProgram.Path, HostProgram.With(arguments))
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
}
