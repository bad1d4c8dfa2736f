using Clt.Engine.Layers;

namespace Clt.Engine.Tests.Layers;

public sealed class RowAllocatorTests
{
    [Fact]
    public void Rows_that_come_back_are_joined_with_their_neighbours()
    {
        var rows = new RowAllocator();
        rows.Grow(30);
        rows.Take(10).ShouldBe(0);
        rows.Take(10).ShouldBe(10);
        rows.Take(10).ShouldBe(20);
        rows.Take(1).ShouldBeNull();
        rows.Return(20, 10);
        rows.Return(0, 10);
        rows.Take(11).ShouldBeNull();
        rows.Return(10, 10);
        rows.Take(30).ShouldBe(0);
        rows.Used.ShouldBe(30);
    }

    [Fact]
    public void Runs_never_overlap_whatever_is_taken_and_returned()
    {
        var (rows, rng, taken, owner) = (new RowAllocator(), new Rng(8), new List<(long Start, long Count)>(), new bool[5000]);
        rows.Grow(50);
        for (var step = 0; step < 3000; step++)
        {
            if (taken.Count > 0 && rng.Next(2) == 0)
            {
                var at = rng.Next(taken.Count);
                rows.Return(taken[at].Start, taken[at].Count);
                Mark(taken[at], false);
                taken.RemoveAt(at);
                continue;
            }

            var count = 1 + rng.Next(20);
            var start = rows.Take(count);
            if (start is null)
                rows.Grow(rows.Capacity + count);
            start ??= rows.Take(count);
            taken.Add((start!.Value, count));
            Mark(taken[^1], true);
            rows.Used.ShouldBe(taken.Sum(t => t.Count));
        }

        void Mark((long Start, long Count) run, bool value)
        {
            for (var i = run.Start; i < run.Start + run.Count; i++)
            {
                owner[i].ShouldBe(!value);
                owner[i] = value;
            }
        }
    }
}
