using Clt.Running.Launching;

namespace Clt.Running.Tests.Launching;

public class WorkQueueTests
{
    private readonly List<LaunchReport> _reports = [];

    private WorkQueue Queue(params LaunchItem[] items) => new(items, _reports.Add);

    [Fact]
    public void The_longest_that_can_start_starts_first()
    {
        var queue = Queue(new("short", [], 1), new("long", [], 9), new("after", ["long"], 99));
        var first = queue.Take(1, default)!;
        first.Id.ShouldBe("long");
        queue.Take(1, default)!.Id.ShouldBe("short");
        queue.Done(first);
        queue.Take(1, default)!.Id.ShouldBe("after");
        queue.Take(1, default).ShouldBeNull();
    }

    [Fact]
    public void A_need_that_is_not_among_the_items_counts_as_done() =>
        Queue(new LaunchItem("a", ["before"], 1)).Take(1, default)!.Id.ShouldBe("a");

    [Fact]
    public void Whatever_hangs_on_a_failure_fails()
    {
        var queue = Queue(new("a", [], 1), new("b", ["a"], 1), new("c", ["b"], 1));
        queue.Failed(queue.Take(1, default)!, "broken", false);
        queue.Take(1, default).ShouldBeNull();
        _reports
            .Select(r => (r.Item, r.State, r.Message))
            .ShouldBe([
                ("a", LaunchState.Failed, "broken"),
                ("b", LaunchState.Failed, "a, which it needs, failed"),
                ("c", LaunchState.Failed, "a, which it needs, failed"),
            ]);
    }

    [Fact]
    public void A_failure_of_everything_starts_nothing_more()
    {
        var queue = Queue(new("a", [], 2), new("b", [], 1));
        queue.Failed(queue.Take(1, default)!, "disk", true);
        queue.Take(1, default).ShouldBeNull();
    }

    [Fact]
    public void Waiting_ends_when_cancelled()
    {
        var queue = Queue(new("a", [], 1), new("b", ["a"], 1));
        queue.Take(1, default);
        using var stop = new CancellationTokenSource(50);
        queue.Take(1, stop.Token).ShouldBeNull();
    }

    [Fact]
    public void Idle_cores_are_shared_by_what_is_ready()
    {
        var queue = Queue(new LaunchItem("base", [], 3), new LaunchItem("one", ["base"], 2), new LaunchItem("two", ["base"], 1));
        var alone = queue.Take(8, default)!;
        alone.Threads.ShouldBe(8);
        queue.Done(alone);
        var first = queue.Take(8, default)!;
        first.Threads.ShouldBe(4);
        queue.Take(8, default)!.Threads.ShouldBe(4);
        queue.Done(first);
    }
}
