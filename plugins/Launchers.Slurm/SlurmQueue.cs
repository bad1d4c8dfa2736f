using System.ComponentModel;
using System.Diagnostics;

namespace Clt.Plugins.Launchers.Slurm;

/// <summary>Slurm's own commands.</summary>
internal sealed class SlurmQueue
{
    /// <summary>Sbatch's words when the controller is full, after it has tried for a while by itself.</summary>
    private const string Full = "temporarily unable to accept job";

    /// <summary>What the cluster takes at most.</summary>
    /// <exception cref="InputException">Slurm is not here, or its controller does not answer.</exception>
    public static SlurmLimits Limits()
    {
        var (code, output, error) = Run("scontrol", ["show", "config"], "");
        return code == 0
            ? SlurmLimits.Read(output)
            : throw new InputException(
                $"Slurm does not answer: {error.Trim()}",
                "launcher slurm",
                "See with sinfo whether its controller runs."
            );
    }

    /// <summary>Jobs that the controller holds, of all users: every task of an array, and those that ended lately.</summary>
    public static int Held() =>
        Run("squeue", ["--noheader", "--all", "--array", "--states", "all", "--format", "%i"], "")
            .Output.Split('\n')
            .Count(line => line.Trim().Length > 0);

    /// <summary>Submits a script and returns the number of its job, or null where the controller is full for now.</summary>
    /// <param name="script">The text.</param>
    /// <param name="after">Jobs that must have ended before, well or not: what needs a failed item says so itself.</param>
    /// <exception cref="InputException">Slurm is not here, or refuses.</exception>
    public static string? Submit(string script, IReadOnlyList<string> after)
    {
        string[] dependency = after.Count == 0 ? [] : [$"--dependency=afterany:{string.Join(':', after)}"];
        var (code, output, error) = Run("sbatch", ["--parsable", .. dependency], script);
        if (code != 0 && error.Contains(Full, StringComparison.Ordinal))
            return null;
        return code == 0
            ? output.Trim().Split(';')[0]
            : throw new InputException(
                $"sbatch refused the job: {error.Trim()}",
                "launcher slurm",
                "Change partition, time, memory or resources."
            );
    }

    /// <summary>The tasks (<c>job_index</c>) of some jobs that wait or run.</summary>
    public static IReadOnlySet<string> Alive(IEnumerable<string> jobs)
    {
        // Jobs that ended a while ago are unknown to squeue, which then fails as a whole: so one by one.
        return jobs.Select(j => Run("squeue", ["--noheader", "--array", "--jobs", j, "--format", "%i"], "").Output)
            .SelectMany(o => o.Split('\n', StringSplitOptions.TrimEntries))
            .Where(i => i.Length > 0)
            .ToHashSet(StringComparer.Ordinal);
    }

    public static void Cancel(IEnumerable<string> jobs) => Run("scancel", ["--full", .. jobs], "");

    private static (int Code, string Output, string Error) Run(string command, IReadOnlyList<string> arguments, string input)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(command, arguments)
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.WaitForExit();
            return (process.ExitCode, output.Result, error.Result);
        }
        catch (Win32Exception e)
        {
            throw new InputException(
                $"{command} could not be started ({e.Message})",
                "launcher slurm",
                "Run it where Slurm's commands are.",
                e
            );
        }
    }
}
