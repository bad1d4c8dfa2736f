using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Clt.Testing;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>A study in two processes: the curves of one, and a rank's death ends both.</summary>
public sealed class LaunchLocalTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [DistributedFact]
    public void Two_ranks_give_the_curves_of_one_process()
    {
        _clt.Write("pair.csx", Recipe("pair", 30_000));
        var alone = _clt.Run("run", "pair.csx", "--runs", "alone", "--json");
        alone.ExitCode.ShouldBe(0, alone.ToString());

        var together = _clt.Run("launch", "local", "--ranks", "2", "--", "run", "pair.csx", "--runs", "together", "--json");

        together.ExitCode.ShouldBe(0, together.ToString());
        JsonDocument.Parse(together.Output).RootElement.GetProperty("done").GetInt32().ShouldBe(5);
        Curves.Compare(Curves.Read(_clt, "alone"), Curves.Read(_clt, "together"));
    }

    [DistributedFact]
    public void A_rank_that_is_killed_ends_the_run_which_goes_on_with_one()
    {
        _clt.Write("killed.csx", Recipe("killed", 50_000));
        using var launch = _clt.Start("launch", "local", "--ranks", "2", "--", "run", "killed.csx", "--runs", "runs");
        var (output, error) = (launch.StandardOutput.ReadToEndAsync(), launch.StandardError.ReadToEndAsync());
        var victim = WaitFor(() => Curves.Read(_clt, "runs").Values.Any(rows => rows.Count > 10) ? Rank(launch.Id, 1) : null);
        var clock = Stopwatch.StartNew();

        Process.GetProcessById(victim).Kill();

        launch.WaitForExit(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        launch.ExitCode.ShouldBe(1, error.Result);
        error.Result.ShouldContain("\nrank 1 was killed by signal 9");
        _ = output.Result;
        var rest = _clt.Run("run", "killed.csx", "--runs", "runs", "--json");
        rest.ExitCode.ShouldBe(0, rest.ToString());
        var undisturbed = _clt.Run("run", "killed.csx", "--runs", "undisturbed", "--json");
        undisturbed.ExitCode.ShouldBe(0, undisturbed.ToString());
        Curves.Compare(Curves.Read(_clt, "undisturbed"), Curves.Read(_clt, "runs"));
    }

    [Theory]
    [InlineData("launch", "local", "--ranks", "2", "--", "check", "x.csx")]
    [InlineData("launch", "local", "--ranks", "0", "--", "run", "x.csx")]
    [InlineData("launch", "local", "--ranks", "1", "--", "run", "missing.csx")]
    public void Wrong_input_ends_with_2(params string[] arguments) => _clt.Run(arguments).ExitCode.ShouldBe(2);

    private static string Recipe(string name, int tokens) => TinyRecipe.Text(name, tokens, t => t.Replace(".Seeds(1, 2)", ".Seeds(1)"));

    /// <summary>
    /// The process of a rank: one that the launcher started, at whatever remove, with the rank's number in its environment.
    /// </summary>
    private static int? Rank(int launcher, int rank)
    {
        foreach (var folder in Directory.GetDirectories("/proc").Where(f => int.TryParse(Path.GetFileName(f), out _)))
        {
            try
            {
                var environment = File.ReadAllText(Path.Combine(folder, "environ")).Split('\0');
                var process = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
                if (environment.Contains($"CLT_RANK={rank}") && IsBelow(process, launcher))
                    return process;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended while it was looked at.
            }
        }

        return null;
    }

    private static bool IsBelow(int process, int ancestor)
    {
        for (; process > 1; process = Parent(process))
        {
            if (process == ancestor)
                return true;
        }

        return false;

        static int Parent(int process) =>
            int.Parse(
                File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("PPid:", StringComparison.Ordinal))[5..],
                CultureInfo.InvariantCulture
            );
    }

    private static int WaitFor(Func<int?> find)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromMinutes(2); Thread.Sleep(20))
        {
            if (find() is { } found)
                return found;
        }

        throw new TimeoutException("The ranks did not begin to train in 2 minutes.");
    }
}
