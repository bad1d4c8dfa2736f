using VerifyTests;

namespace Verify.Tests;

public sealed class ScrubberTests : IDisposable
{
    private readonly VerifyBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Lines_can_be_removed() =>
        (await _bench.Receive(_bench.Verify("a\nb\n\nc").ScrubLines(l => l == "b").ScrubEmptyLines())).ShouldBe("a\nc");

    [Fact]
    public async Task Lines_can_be_replaced() =>
        (await _bench.Receive(_bench.Verify("a\nb").ScrubLinesWithReplace(l => l == "a" ? null : l + l))).ShouldBe("bb");

    [Fact]
    public async Task Case_counts_only_where_asked_for()
    {
        (await _bench.Receive(_bench.Verify("Took 3 s\nx").ScrubLinesContaining("took"))).ShouldBe("x");
        (await _bench.Receive(_bench.Verify("Took 3 s\nx").ScrubLinesContaining(StringComparison.Ordinal, "took"))).ShouldBe("Took 3 s\nx");
    }

    [Fact]
    public async Task Guids_are_numbered_equal_ones_alike()
    {
        var (a, b) = (Guid.NewGuid(), Guid.NewGuid());
        (await _bench.Receive(_bench.Verify($"{a} {b} {a.ToString().ToUpperInvariant()}").ScrubInlineGuids())).ShouldBe(
            "Guid_1 Guid_2 Guid_1"
        );
    }

    [Fact]
    public async Task Times_of_a_format_are_numbered()
    {
        const string Text = "at 2024-05-06 07:08, then 2024-05-06 07:09, then 2024-05-06 07:08.";
        (await _bench.Receive(_bench.Verify(Text).ScrubInlineDateTimes("yyyy-MM-dd HH:mm"))).ShouldBe(
            "at DateTime_1, then DateTime_2, then DateTime_1."
        );
    }

    [Fact]
    public async Task Folders_of_this_machine_become_words()
    {
        var text = $"{Path.Combine(Path.GetTempPath(), "a.txt")} {Path.Combine(AppContext.BaseDirectory, "b.dll")}";
        (await _bench.Receive(_bench.Verify(text))).ShouldBe("{TempPath}a.txt {CurrentDirectory}b.dll");
    }

    [Fact]
    public async Task The_last_one_added_runs_first_unless_said_otherwise()
    {
        var first = _bench.Verify("a").AddScrubber(t => t.Append('1')).AddScrubber(t => t.Append('2'));
        (await _bench.Receive(first)).ShouldBe("a21");
        var last = _bench.Verify("a").AddScrubber(t => t.Append('1')).AddScrubber(t => t.Append('2'), ScrubberLocation.Last);
        (await _bench.Receive(last)).ShouldBe("a12");
    }

    [Fact]
    public async Task Scrubbers_for_all_verifications_run_too()
    {
        const string Marker = "only-in-this-test-7c1d";
        VerifierSettings.AddScrubber(t => t.Replace(Marker, "marked"));
        (await _bench.Receive(_bench.Verify($"a {Marker}"))).ShouldBe("a marked");
    }
}
