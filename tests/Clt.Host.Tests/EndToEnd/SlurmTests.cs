using System.Diagnostics;
using Clt.Testing;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>The real command on a real Slurm of one node, which the tests start.</summary>
public sealed class SlurmTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [SlurmFact]
    public void Two_ranks_by_srun_give_the_curves_of_one_process()
    {
        using var cluster = Cluster();
        _clt.Write("pair.csx", Recipe("pair", 30_000));

        var together = _clt.Run("launch", "slurm", "--ranks", "2", "--cpus", "1", "--", "run", "pair.csx", "--runs", "together");

        together.ExitCode.ShouldBe(0, together.ToString());
        var alone = _clt.Run("run", "pair.csx", "--runs", "alone", "--json");
        alone.ExitCode.ShouldBe(0, alone.ToString());
        Curves.Compare(Curves.Read(_clt, "alone"), Curves.Read(_clt, "together"));
    }

    [SlurmFact]
    [Trait("Category", "Slow")]
    public void A_sweep_whose_base_is_requeued_gives_the_bits_of_a_run_here()
    {
        using var cluster = Cluster();
        _clt.Write("sweep.csx", Recipe("sweep", 100_000));
        using var launch = _clt.Start("launch", "slurm", "--", "run", "sweep.csx", "--runs", "sweep", "--json");
        var (output, error) = (launch.StandardOutput.ReadToEndAsync(), launch.StandardError.ReadToEndAsync());
        for (var clock = Stopwatch.StartNew(); Curves.Read(_clt, "sweep").Values.All(rows => rows.Count < 10); Thread.Sleep(50))
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2), error.IsCompleted ? error.Result : "the base was not begun");

        var task = cluster.Run("squeue", "--noheader", "--states=RUNNING", "--format=%A").Trim();
        cluster.Run("scontrol", "requeue", task);

        launch.WaitForExit(TimeSpan.FromMinutes(4)).ShouldBeTrue();
        launch.ExitCode.ShouldBe(0, output.Result + error.Result);
        var here = _clt.Run("run", "sweep.csx", "--runs", "here", "--json");
        here.ExitCode.ShouldBe(0, here.ToString());
        var (expected, actual) = (Curves.Read(_clt, "here"), Curves.Read(_clt, "sweep"));
        actual.Keys.Order().ShouldBe(expected.Keys.Order());
        foreach (var (cell, rows) in expected)
            actual[cell].ShouldBe(rows, cell);
    }

    private static string Recipe(string name, int tokens) => TinyRecipe.Text(name, tokens, t => t.Replace(".Seeds(1, 2)", ".Seeds(1)"));

    private SlurmCluster Cluster()
    {
        var cluster = new SlurmCluster();
        _clt.Environment["SLURM_CONF"] = cluster.Configuration;
        return cluster;
    }
}
