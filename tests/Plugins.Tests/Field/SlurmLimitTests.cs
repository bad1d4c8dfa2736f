using System.Collections.Concurrent;
using Clt.Plugins.Launchers.Slurm;

namespace Plugins.Tests.Field;

/// <summary>Sweeps larger than a cluster takes at once.</summary>
[Collection("Slurm")]
public sealed class SlurmLimitTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-limits-").FullName;
    private readonly ConcurrentQueue<LaunchReport> _reports = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("MaxArraySize            = 1001\nMaxJobCount             = 10000\n", 1001)]
    [InlineData("MaxArraySize = 5\nMaxJobCount = 9\n", 4)]
    [InlineData("MaxJobCount             = 3\n", 1)]
    [InlineData("ClusterName = 集群\n", int.MaxValue / 2)]
    public void Limits_are_read_from_the_configuration(string configuration, int most) =>
        SlurmLimits.Read(configuration).MostTasks.ShouldBe(most);

    [Theory]
    [InlineData(1, 7)]
    [InlineData(3, 3)]
    [InlineData(7, 1)]
    [InlineData(100, 1)]
    public void Arrays_are_cut(int most, int expected)
    {
        var items = Enumerable.Range(0, 7).Select(i => Item($"項目-{i}")).ToList();
        var arrays = SlurmArray.Of(items, most);
        arrays.Count.ShouldBe(expected);
        arrays.SelectMany(a => a.Items).Select(i => i.Id).ShouldBe(items.Select(i => i.Id));
        arrays.ShouldAllBe(a => a.Items.Count <= most && a.Wave == 0);
    }

    /// <summary>Nine items and two after them, where an array takes three tasks and the controller seven jobs.</summary>
    [SlurmFact(ranks: false)]
    public void A_small_cluster_runs_all_items_of_a_large_sweep()
    {
        using var cluster = new SlurmCluster("MaxArraySize=3", "MaxJobCount=8", "MinJobAge=2");
        Environment.SetEnvironmentVariable("SLURM_CONF", cluster.Configuration);
        var first = Enumerable.Range(0, 9).Select(i => Item($"a{i}")).ToList();
        var items = first.Concat([Item("b0", [.. first.Select(f => f.Id)]), Item("b1", "a0")]).ToList();
        var script = "if [ $1 = b0 ]; then [ $(ls $0 | grep -c '^a.*done$') = 9 ]; fi";
        var worker = new WorkerCommand("bash", ["-c", script, _folder]);
        var job = new LaunchJob(items, (_, _, _) => { }, worker, _reports.Enqueue) { Folder = _folder };

        new SlurmLauncher().Launch(job, new CancellationTokenSource(TimeSpan.FromMinutes(4)).Token);

        _reports.Where(r => r.State == LaunchState.Failed).ShouldBeEmpty();
        _reports.Count(r => r.State == LaunchState.Done).ShouldBe(11);
    }

    private static LaunchItem Item(string id, params string[] needs) => new(id, needs, 1) { Arguments = [id] };
}
