using System.Diagnostics;
using Clt.Host.Launching;
using Clt.Testing;

namespace Clt.Host.Tests.Launching;

/// <summary>Ranks that are shell scripts: what is started, what is shown, and how one's end ends the others.</summary>
public sealed class LocalRanksTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [DistributedFact]
    public async Task Each_rank_knows_its_place_and_its_output_is_marked()
    {
        var code = await Run(2, "echo place $CLT_RANK of $CLT_RANKS at $CLT_MEETING; echo threads $OMP_NUM_THREADS >&2");

        code.ShouldBe(ExitCode.Done);
        var lines = _output.ToString().Split('\n');
        var first = lines.Single(l => l.StartsWith("[rank 0] place 0 of 2 at ", StringComparison.Ordinal));
        lines.ShouldContain(first.Replace("rank 0", "rank 1").Replace("place 0", "place 1"));
        var threads = Math.Max(1, Environment.ProcessorCount / 2);
        _error.ToString().ShouldContain($"[rank 0] threads {threads}\n");
        _error.ToString().ShouldContain($"[rank 1] threads {threads}\n");
    }

    [DistributedFact]
    public async Task The_object_that_rank_0_prints_stays_one()
    {
        (await Run(2, """echo "{\"rank\": $CLT_RANK}" """, json: true)).ShouldBe(ExitCode.Done);

        _output.ToString().ShouldContain("{\"rank\": 0}\n");
        _output.ToString().ShouldNotContain("[rank 0]");
        _output.ToString().ShouldContain("[rank 1] {\"rank\": 1}\n");
    }

    [DistributedFact]
    public async Task A_rank_that_is_killed_stops_the_others_with_one_message()
    {
        var clock = Stopwatch.StartNew();

        var code = await Run(3, "echo step 41; if [ $CLT_RANK = 1 ]; then sleep 0.2; kill -9 $$; fi; read line; exit 3");

        code.ShouldBe(ExitCode.Failed);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        _error
            .ToString()
            .ShouldBe(
                "rank 1 was killed by signal 9. Its last lines:\n    step 41\n"
                    + "The other ranks were stopped. Run the same command again, with any number of ranks, to go on from the last "
                    + "checkpoint.\n"
            );
    }

    [DistributedFact]
    public async Task A_rank_that_does_not_listen_is_killed()
    {
        var clock = Stopwatch.StartNew();

        var code = await Run(2, "if [ $CLT_RANK = 0 ]; then exit 1; fi; trap '' INT TERM HUP; sleep 100 < /dev/null");

        code.ShouldBe(ExitCode.Failed);
        clock.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(30));
        _error.ToString().ShouldStartWith("rank 0 ended with exit code 1; it had written nothing\n");
    }

    [DistributedFact]
    public async Task A_rank_that_only_lost_another_is_not_the_one_that_is_named()
    {
        var code = await Run(
            2,
            "if [ $CLT_RANK = 0 ]; then echo error: rank 0 of 2 lost another: closed. >&2; exit 1; fi; sleep 0.4; exit 7"
        );

        code.ShouldBe(ExitCode.Failed);
        _error.ToString().ShouldContain("\nrank 1 ended with exit code 7; it had written nothing\n");
    }

    [DistributedFact]
    public async Task Wrong_input_is_told_by_the_ranks_themselves()
    {
        (await Run(2, "echo error: no such recipe >&2; exit 2")).ShouldBe(ExitCode.InputWrong);

        _error.ToString().ShouldNotContain("were stopped");
    }

    [DistributedFact]
    public async Task A_cancelled_launch_lets_the_ranks_save_and_stop()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));

        var code = await Run(2, "read line; echo saved; exit 3", cancel: cancel.Token);

        code.ShouldBe(ExitCode.Interrupted);
        _output.ToString().Split("saved").Length.ShouldBe(3);
    }

    private Task<int> Run(int ranks, string script, bool json = false, CancellationToken cancel = default) =>
        LocalRanks.Run(ranks, new WorkerCommand("bash", ["-c", script]), json, _output, _error, cancel);
}
