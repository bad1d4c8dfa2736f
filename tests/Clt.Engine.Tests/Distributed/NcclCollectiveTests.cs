using Clt.Engine.Distributed;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using Clt.Kernels.Collectives.Nccl;
using TorchSharp;

namespace Clt.Engine.Tests.Distributed;

/// <summary>The calls of NCCL, against one that is not there.</summary>
public sealed class NcclCollectiveTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sums_and_copies_cover_their_range_and_no_more()
    {
        var made = Run(
            "group",
            group =>
            {
                using var values = torch.tensor(Enumerable.Range(0, 6).Select(i => (float)(group.Rank + i)).ToArray());
                var sums = new[] { group.StartSum(values, 1, 2), group.StartBroadcast(values, 4, 2, 1) };
                foreach (var sum in sums.Reverse())
                    sum.Wait();
                return values.data<float>().ToArray();
            }
        );

        made[0].ShouldBe([0, 3, 5, 3, 5, 6]);
        made[1].ShouldBe([1, 3, 5, 4, 5, 6]);
    }

    [Fact]
    public void Numbers_texts_and_announcements_reach_all()
    {
        var made = Run(
            "group",
            group =>
            {
                double[] values = [1e-12 + group.Rank];
                group.Sum(values);
                var text = group.Broadcast(group.Rank == 0 ? "日本語" : "", 0);
                if (group.Rank == 0)
                    group.Announce("train");
                var heard = group.Rank == 0 ? "train" : group.Await(default);
                group.Finish();
                return (values[0], text, heard);
            }
        );

        made.ShouldBe([(1e-12 + (1e-12 + 1), "日本語", "train"), (1e-12 + (1e-12 + 1), "日本語", "train")]);
    }

    [Fact]
    public void A_run_is_that_of_one_process_and_frees_its_events()
    {
        var before = FakeNccl.LivingEvents;
        var settings = new TrainingSettings
        {
            Steps = 4,
            Batch = 6,
            Schedule = new LinearSchedule(3e-3),
        };
        var job = new TrainingJob(_folder["alone"], "job", TinyModel.Objective, TinyModel.Examples(12), [], settings, 5);
        var alone = Trainer.Run(job);

        var together = Run("group", group => Trainer.Run(job with { Folder = _folder["together"], Group = group }));

        together.ShouldAllBe(r => r.Steps == alone.Steps && r.TargetTokens == alone.TargetTokens);
        foreach (var (one, two) in TrainingLog.Read(_folder["alone/log.jsonl"]).Zip(TrainingLog.Read(_folder["together/log.jsonl"])))
            two.Loss.ShouldBe(one.Loss, 1e-5 * one.Loss);
        FakeNccl.LivingEvents.ShouldBe(before);
    }

    [Fact]
    public void A_rank_that_never_comes_is_given_up()
    {
        Should
            .Throw<DistributedException>(() => Join(new RankEnvironment(1, 2, _folder["nobody"]), TimeSpan.FromMilliseconds(200), Long))
            .Message.ShouldContain("waited 0 s for rank 0");
        Should
            .Throw<DistributedException>(() => Join(new RankEnvironment(0, 2, _folder["alone"]), TimeSpan.FromSeconds(1), Long))
            .Message.ShouldContain("rank 0 could not join the group of 2: the others did not come in 1 s");
    }

    [Fact]
    public void A_rank_that_left_is_noticed_and_one_that_hangs_is_given_up()
    {
        Should
            .Throw<DistributedException>(() =>
                Run(
                    "left",
                    group =>
                    {
                        using var values = torch.zeros(10);
                        if (group.Rank == 0)
                            group.Sum(values, 0, 10);
                        return 0;
                    }
                )
            )
            .Message.ShouldBe("rank 0 of 2 lost another: NCCL failed in a collective: another rank has left.");

        using var over = new ManualResetEventSlim();
        Should
            .Throw<DistributedException>(() =>
                Run(
                    "hung",
                    group =>
                    {
                        using var values = torch.zeros(10);
                        try
                        {
                            if (group.Rank == 0)
                                group.Sum(values, 0, 10);
                            else
                                over.Wait(Long);
                        }
                        finally
                        {
                            over.Set();
                        }

                        return 0;
                    },
                    TimeSpan.FromSeconds(1)
                )
            )
            .Message.ShouldContain("timed out");
    }

    [Fact]
    public void Without_the_library_it_is_said_which_one_is_missing() =>
        (
            NcclLibrary.WhyNot is null || NcclLibrary.WhyNot.Contains("libnccl.so.2") || NcclLibrary.WhyNot.Contains("libcudart.so")
        ).ShouldBeTrue();

    private static ProcessGroup Join(RankEnvironment place, TimeSpan patience, TimeSpan timeout) =>
        ProcessGroup.Join(
            place,
            () => new NcclCollective(FakeNccl.Calls, torch.CPU, place.Rank, place.Size, place.Meeting, patience, timeout)
        );

    private T[] Run<T>(string name, Func<ProcessGroup, T> body, TimeSpan? timeout = null) =>
        ThreadRanks.Run(2, rank => Join(new RankEnvironment(rank, 2, _folder[name]), Long, timeout ?? Long), body);
}
