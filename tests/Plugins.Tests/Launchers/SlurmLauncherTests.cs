using System.Collections.Concurrent;
using Clt.Plugins.Launchers.Slurm;

namespace Plugins.Tests.Launchers;

/// <summary>The launcher on a real Slurm; items are shell scripts.</summary>
[Collection("Slurm")]
public sealed class SlurmLauncherTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-launch-").FullName;
    private readonly ConcurrentQueue<LaunchReport> _reports = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SlurmFact(ranks: false)]
    public void Items_run_after_those_they_need_and_failures_are_told_with_their_last_words()
    {
        using var cluster = Cluster();
        var job = Job(
            "if [ $1 = bad ]; then echo broken; exit 1; fi; if [ -n \"$2\" ] && [ ! -e \"$0/$2.done\" ]; then exit 2; fi",
            Item("first"),
            Item("second", "first"),
            Item("bad"),
            Item("third", "second")
        );

        new SlurmLauncher().Launch(job, CancellationToken.None);

        Ends("first").ShouldBe([LaunchState.Started, LaunchState.Done]);
        Ends("second").ShouldBe([LaunchState.Started, LaunchState.Done]);
        Ends("third").ShouldBe([LaunchState.Started, LaunchState.Done]);
        Ends("bad").ShouldBe([LaunchState.Started, LaunchState.Failed]);
        var message = _reports.Single(r => r.State == LaunchState.Failed).Message;
        message.ShouldStartWith("it ended with exit code 1");
        message.ShouldContain("broken");
    }

    [SlurmFact(ranks: false)]
    public void A_cancelled_launch_takes_its_jobs_from_the_queue()
    {
        using var cluster = Cluster();
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(3));

        Should.Throw<OperationCanceledException>(() =>
            new SlurmLauncher().Launch(Job("sleep 100", Item("long"), Item("after", "long")), cancel.Token)
        );

        cluster.Run("squeue", "--noheader", "--states=PENDING,RUNNING").ShouldBe("");
    }

    [Fact]
    public void A_dry_run_shows_the_scripts_and_needs_no_slurm()
    {
        var job = Job("echo", Item("first"), Item("second", "first")) with
        {
            Settings = new Dictionary<string, string> { ["dry-run"] = "" },
        };

        new SlurmLauncher().Launch(job, CancellationToken.None);

        _reports
            .Select(r => (r.State, r.Message.StartsWith("#!/bin/bash\n", StringComparison.Ordinal)))
            .ShouldBe([(LaunchState.Progress, true), (LaunchState.Progress, true)]);
        Directory.GetFileSystemEntries(_folder).ShouldBeEmpty();
    }

    private static SlurmCluster Cluster()
    {
        var cluster = new SlurmCluster();
        Environment.SetEnvironmentVariable("SLURM_CONF", cluster.Configuration);
        return cluster;
    }

    private static LaunchItem Item(string id, params string[] needs) => new(id, needs, 1) { Arguments = [id, .. needs] };

    private LaunchJob Job(string command, params LaunchItem[] items) =>
        new(items, (_, _, _) => { }, new WorkerCommand("bash", ["-c", command, _folder]), _reports.Enqueue) { Folder = _folder };

    private IEnumerable<LaunchState> Ends(string item) => _reports.Where(r => r.Item == item).Select(r => r.State);
}
