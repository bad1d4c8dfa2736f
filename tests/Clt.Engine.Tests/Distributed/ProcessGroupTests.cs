using System.Diagnostics;
using Clt.Engine.Distributed;
using TorchSharp;

namespace Clt.Engine.Tests.Distributed;

public sealed class ProcessGroupTests
{
    [Fact]
    public void A_sum_covers_its_range_and_no_more()
    {
        var made = RankThreads.Run(
            3,
            group =>
            {
                using var values = torch.tensor(Enumerable.Range(0, 6).Select(i => (float)(group.Rank + i)).ToArray());
                group.Sum(values, 1, 3);
                return values.data<float>().ToArray();
            }
        );

        for (var rank = 0; rank < 3; rank++)
            made[rank].ShouldBe([rank, 6, 9, 12, rank + 4, rank + 5]);
    }

    [Fact]
    public void Sums_that_were_started_together_end_in_any_order_of_waiting()
    {
        var made = RankThreads.Run(
            2,
            group =>
            {
                using var values = torch.full(new long[] { 40_000 }, group.Rank + 1f);
                var pending = Enumerable.Range(0, 4).Select(i => group.StartSum(values, i * 10_000L, 10_000)).Reverse().ToList();
                pending.ForEach(p => p.Wait());
                return values.data<float>().ToArray();
            }
        );

        made.ShouldAllBe(values => values.All(v => v == 3));
    }

    [Fact]
    public void Numbers_are_added_in_double()
    {
        var made = RankThreads.Run(
            2,
            group =>
            {
                double[] values = [1e-12 + group.Rank, double.NaN];
                group.Sum(values);
                return values;
            }
        );

        made.ShouldAllBe(v => v[0] == 1e-12 + (1e-12 + 1) && double.IsNaN(v[1]));
    }

    [Fact]
    public void Every_rank_gets_the_text_of_one()
    {
        var texts = RankThreads.Run(3, group => group.Broadcast(group.Rank == 1 ? "日本語 ✓" : "", 1) + group.Broadcast("", 0));

        texts.ShouldAllBe(t => t == "日本語 ✓");
    }

    [Fact]
    public void Every_rank_gets_the_slices_of_the_others()
    {
        (long, long)[] slices = [(0, 2), (2, 0), (2, 3)];
        var made = RankThreads.Run(
            3,
            group =>
            {
                using var values = torch.full(new long[] { 5 }, (float)group.Rank);
                group.Gather(values, slices);
                return values.data<float>().ToArray();
            }
        );

        made.ShouldAllBe(v => v.SequenceEqual(new float[] { 0, 0, 2, 2, 2 }));
    }

    [Fact]
    public void Announcements_are_read_in_order_and_end_with_rank_0()
    {
        var heard = RankThreads.Run(
            2,
            group =>
            {
                if (group.Rank == 0)
                {
                    group.Announce("one");
                    group.Announce("zwei");
                    group.Barrier();
                    return "";
                }

                var words = group.Await(default) + " " + group.Await(default);
                using var stop = new CancellationTokenSource(50);
                Should.Throw<OperationCanceledException>(() => group.Await(stop.Token));
                group.Barrier();
                return words + (Should.Throw<DistributedException>(() => group.Await(default)) is not null ? ", then the end" : "");
            }
        );

        heard[1].ShouldBe("one zwei, then the end");
    }

    [Fact]
    public void A_rank_that_left_is_noticed_at_once()
    {
        var clock = Stopwatch.StartNew();

        var lost = Should.Throw<DistributedException>(() =>
            RankThreads.Run(
                2,
                group =>
                {
                    using var values = torch.zeros(10);
                    group.Barrier();
                    if (group.Rank == 0)
                        group.Sum(values, 0, 10);
                    return 0;
                }
            )
        );

        lost.Message.ShouldStartWith("rank 0 of 2 lost another: ");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_rank_that_hangs_is_given_up_after_the_timeout()
    {
        using var over = new ManualResetEventSlim();

        var lost = Should.Throw<DistributedException>(() =>
            RankThreads.Run(
                2,
                group =>
                {
                    using var values = torch.zeros(10);
                    try
                    {
                        if (group.Rank == 0)
                            group.Sum(values, 0, 10);
                        else
                            over.Wait(TimeSpan.FromSeconds(20));
                    }
                    finally
                    {
                        over.Set();
                    }

                    return 0;
                },
                TimeSpan.FromSeconds(1)
            )
        );

        lost.Message.ShouldContain("imed out");
    }

    [Fact]
    public void Ranks_with_different_texts_are_all_told_so()
    {
        var told = RankThreads.Run(
            3,
            group => Should.Throw<InputException>(() => group.Agree(group.Rank == 2 ? "other cells" : "cells")).Message
        );

        told.ShouldAllBe(m => m.Contains("rank 2 is of another build than rank 0"));
        RankThreads.Run(
            3,
            group =>
            {
                group.Agree("cells");
                return 0;
            }
        );
    }

    [Fact]
    public void Ranks_that_do_not_do_the_same_are_told_so()
    {
        Should
            .Throw<DistributedException>(() =>
                RankThreads.Run(
                    2,
                    group =>
                    {
                        using var values = torch.zeros(10);
                        group.Sum(values, 0, 9 + group.Rank);
                        return 0;
                    }
                )
            )
            .Message.ShouldContain("ranks do not do the same: sum of");
    }

    [Fact]
    public void A_range_outside_the_buffer_is_refused()
    {
        Should
            .Throw<DistributedException>(() =>
                RankThreads.Run(
                    1,
                    group =>
                    {
                        using var values = torch.zeros(10);
                        group.Sum(values, 8, 3);
                        return 0;
                    }
                )
            )
            .Message.ShouldContain("outside");
    }
}
