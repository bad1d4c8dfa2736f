namespace Clt.Studies.Tests;

public class WorkQueueTests
{
    private readonly List<LaunchReport> _reports = [];

    private WorkQueue Queue(params LaunchItem[] items) => new(items, _reports.Add);

    [Fact]
    public void The_longest_that_can_start_starts_first()
    {
        var queue = Queue(new("short", [], 1), new("long", [], 9), new("after", ["long"], 99));
        var first = queue.Take(default)!;
        first.Id.ShouldBe("long");
        queue.Take(default)!.Id.ShouldBe("short");
        queue.Done(first);
        queue.Take(default)!.Id.ShouldBe("after");
        queue.Take(default).ShouldBeNull();
    }

    [Fact]
    public void A_need_that_is_not_among_the_items_counts_as_done() => Queue(new LaunchItem("a", ["before"], 1)).Take(default)!.Id.ShouldBe("a");

    [Fact]
    public void Whatever_hangs_on_a_failure_fails()
    {
        var queue = Queue(new("a", [], 1), new("b", ["a"], 1), new("c", ["b"], 1));
        queue.Failed(queue.Take(default)!, "broken", false);
        queue.Take(default).ShouldBeNull();
        _reports.Select(r => (r.Item, r.State, r.Message)).ShouldBe(
            [("a", LaunchState.Failed, "broken"), ("b", LaunchState.Failed, "a, which it needs, failed"), ("c", LaunchState.Failed, "a, which it needs, failed")]);
    }

    [Fact]
    public void A_failure_of_everything_starts_nothing_more()
    {
        var queue = Queue(new("a", [], 2), new("b", [], 1));
        queue.Failed(queue.Take(default)!, "disk", true);
        queue.Take(default).ShouldBeNull();
    }

    [Fact]
    public void Waiting_ends_when_cancelled()
    {
        var queue = Queue(new("a", [], 1), new("b", ["a"], 1));
        queue.Take(default);
        using var stop = new CancellationTokenSource(50);
        queue.Take(stop.Token).ShouldBeNull();
    }
}
