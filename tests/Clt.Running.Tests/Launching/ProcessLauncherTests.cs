using Clt.Running.Launching;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Launching;

/// <summary>Worker processes played by small shell scripts, which answer each request with lines of their own.</summary>
public sealed class ProcessLauncherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<LaunchReport> _reports = [];

    public void Dispose() => _folder.Dispose();

    private LaunchJob Job(string body, params LaunchItem[] items)
    {
        var script = Path.Combine(_folder.Path, "worker.sh");
        File.WriteAllText(
            script,
            $$"""
            finish() { echo "{\"item\":\"$1\",\"state\":\"Done\",\"fraction\":1}"; }
            while read -r line; do
              cell=$(echo "$line" | sed 's/.*"cell":"\([^"]*\)".*/\1/')
              {{body}}
            done
            """
        );
        return new LaunchJob(
            items,
            (_, _, _) => throw new InvalidOperationException("not here"),
            new WorkerCommand("bash", [script, _folder.Path]),
            Keep
        );
    }

    private void Keep(LaunchReport report)
    {
        lock (_reports)
            _reports.Add(report);
    }

    private static LaunchItem Item(string id, params string[] needs) => new(id, needs, 1);

    private string[] Of(LaunchState state) => [.. _reports.Where(r => r.State == state).Select(r => r.Item).Order()];

    [Fact]
    public void Every_item_is_done_by_some_worker()
    {
        new ProcessLauncher(2).Launch(Job("finish $cell", Item("a"), Item("b", "a"), Item("c"), Item("d")), default);
        Of(LaunchState.Done).ShouldBe(["a", "b", "c", "d"]);
        Of(LaunchState.Failed).ShouldBeEmpty();
    }

    [Fact]
    public void A_worker_that_is_killed_once_is_replaced_and_its_item_tried_again()
    {
        var body = """if [ $cell = b ] && [ ! -e $1/died ]; then touch $1/died; kill -9 $$; fi; finish $cell""";
        new ProcessLauncher(1).Launch(Job(body, Item("a"), Item("b"), Item("c")), default);
        Of(LaunchState.Done).ShouldBe(["a", "b", "c"]);
        _reports
            .Single(r => r.State == LaunchState.Retried)
            .ShouldSatisfyAllConditions(r => r.Item.ShouldBe("b"), r => r.Message.ShouldBe("the worker process was killed by signal 9"));
    }

    [Fact]
    public void A_worker_that_dies_twice_fails_its_item_with_what_it_said_last()
    {
        var body = """if [ $cell = b ]; then echo "out of memory" >&2; exit 7; fi; finish $cell""";
        new ProcessLauncher(1).Launch(Job(body, Item("a"), Item("b"), Item("c", "b"), Item("d")), default);
        Of(LaunchState.Done).ShouldBe(["a", "d"]);
        Of(LaunchState.Failed).ShouldBe(["b", "c"]);
        _reports.First(r => r.State == LaunchState.Failed).Message.ShouldBe("the worker process ended with code 7: out of memory, twice");
    }

    [Fact]
    public void A_worker_that_the_kernel_killed_for_memory_is_named_as_that_and_not_tried_again()
    {
        var counter = Path.Combine(_folder.Path, "memory.events");
        File.WriteAllText(counter, "low 0\noom 0\noom_kill 3\n");
        var before = WorkerProcess.MemoryCounters;
        WorkerProcess.MemoryCounters = () => new MemoryKills(counter, "");
        try
        {
            var body =
                """if [ $cell = b ]; then echo x >> $1/tries; printf 'oom_kill 4\n' > $1/memory.events; kill -9 $$; fi; finish $cell""";
            new ProcessLauncher(1).Launch(Job(body, Item("a"), Item("b"), Item("c")), default);
        }
        finally
        {
            WorkerProcess.MemoryCounters = before;
        }

        Of(LaunchState.Done).ShouldBe(["a", "c"]);
        _reports
            .Single(r => r.State == LaunchState.Failed)
            .ShouldSatisfyAllConditions(
                r => r.Item.ShouldBe("b"),
                r => r.Message.ShouldContain("because memory ran out"),
                r => r.Message.ShouldContain("--workers 1")
            );
        File.ReadAllLines(Path.Combine(_folder.Path, "tries")).Length.ShouldBe(1);
    }

    [Fact]
    public void Of_a_crash_the_first_frames_are_told()
    {
        var body =
            """{ echo "Stack overflow."; echo "   at Odd.Format(Int32)"; for i in $(seq 30); do echo "   at Host.Run$i()"; done; } >&2; """
            + "kill -6 $$";
        new ProcessLauncher(1).Launch(Job(body, Item("a")), default);
        var message = _reports.Single(r => r.State == LaunchState.Failed).Message;
        message.ShouldContain("was killed by signal 6: Stack overflow. / at Odd.Format(Int32) / at Host.Run1()");
        message.ShouldNotContain("Run30");
    }

    [Fact]
    public void A_failure_that_the_worker_reports_is_not_tried_again()
    {
        var body = """echo "{\"item\":\"$cell\",\"state\":\"Failed\",\"message\":\"wrong data\"}" """;
        new ProcessLauncher(1).Launch(Job(body, Item("a")), default);
        _reports.Select(r => r.State).ShouldBe([LaunchState.Started, LaunchState.Failed]);
    }

    [Fact]
    public void Cancelling_ends_the_workers()
    {
        using var stop = new CancellationTokenSource(300);
        // The worker waits for the end of its input, as a real one does.
        var job = Job("cat > /dev/null; exit 0", Item("a"), Item("b"));
        Should.Throw<OperationCanceledException>(() => new ProcessLauncher(2).Launch(job, stop.Token));
        Of(LaunchState.Done).ShouldBeEmpty();
        Of(LaunchState.Failed).ShouldBeEmpty();
    }

    [Fact]
    public void A_command_that_does_not_exist_is_an_error() =>
        Should.Throw<AggregateException>(() =>
            new ProcessLauncher(1).Launch(
                Job("finish $cell", Item("a")) with
                {
                    Worker = new WorkerCommand("/no/such/program", []),
                },
                default
            )
        );

    [Fact]
    public void A_worker_that_was_started_ahead_takes_the_first_item()
    {
        var job = Noted(Job("finish $cell", Item("a"), Item("b")));
        using var launcher = new ProcessLauncher(1);
        launcher.Prepare(job.Worker!);
        launcher.Launch(job, default);
        Of(LaunchState.Done).ShouldBe(["a", "b"]);
        Starts().Length.ShouldBe(1);
    }

    [Fact]
    public void A_worker_that_was_started_ahead_for_nothing_is_stopped()
    {
        var launcher = new ProcessLauncher(1);
        launcher.Prepare(Noted(Job("finish $cell")).Worker!);
        SpinWait.SpinUntil(() => Starts().Length == 1, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        launcher.Dispose();
        Directory.Exists($"/proc/{Starts()[0]}").ShouldBeFalse();
    }

    /// <summary>The job's worker, which writes its process id to a file when it starts.</summary>
    private LaunchJob Noted(LaunchJob job) =>
        job with
        {
            Worker = new WorkerCommand("bash", ["-c", "echo $$ >> $0/starts; exec bash $0/worker.sh $0", _folder.Path]),
        };

    private string[] Starts()
    {
        var file = Path.Combine(_folder.Path, "starts");
        return File.Exists(file) ? File.ReadAllLines(file) : [];
    }
}
