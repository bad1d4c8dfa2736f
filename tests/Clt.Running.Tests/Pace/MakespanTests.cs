using Clt.Running.Planning;

namespace Clt.Running.Tests.Pace;

public sealed class MakespanTests
{
    private static double Of(int workers, params (string Id, double Seconds, string[] Needs)[] items) =>
        Makespan.Of([.. items.Select(i => (i.Id, i.Seconds, (IEnumerable<string>)i.Needs))], workers);

    [Fact]
    public void Items_are_shared_out_the_longest_first()
    {
        Of(2).ShouldBe(0);
        Of(1, ("a", 3, []), ("b", 2, [])).ShouldBe(5);
        // 4 beside 3; then 2 beside what is left of the 4, and a last one.
        Of(2, ("a", 2, []), ("b", 4, []), ("c", 3, []), ("d", 1, [])).ShouldBe(5);
    }

    [Fact]
    public void An_item_waits_for_what_it_needs()
    {
        Of(4, ("c", 1, ["b"]), ("b", 1, ["a"]), ("a", 1, []), ("x", 3, []), ("y", 3, []), ("z", 3, [])).ShouldBeInRange(1.5, 3.01);
        Of(1, ("b", 1, ["a", "done before"]), ("a", 1, [])).ShouldBe(2);
    }

    [Fact]
    public void A_lone_item_computes_with_all_cores_but_is_not_so_many_times_as_fast()
    {
        Of(2, ("base", 16, [])).ShouldBe(10);
        Of(2, ("base", 16, []), ("other", 16, [])).ShouldBe(16);
    }
}
