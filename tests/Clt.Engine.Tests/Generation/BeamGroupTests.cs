using Clt.Engine.Generation;
using Clt.Engine.Generation.Beams;
using Clt.Engine.Generation.Decoding;

namespace Clt.Engine.Tests.Generation;

/// <summary>One item's beams on probabilities made by hand: tokens 0, 1, 2 and the end token 3.</summary>
public sealed class BeamGroupTests
{
    private static readonly GenerationSettings Settings = new()
    {
        Beams = 2,
        MaxNewTokens = 10,
        StopTokens = [3],
    };

    [Theory]
    [InlineData(BeamStopping.Immediate, false)]
    [InlineData(BeamStopping.Heuristic, true)]
    [InlineData(BeamStopping.Never, true)]
    public void Immediate_stopping_does_not_wait_for_a_better_beam(BeamStopping early, bool goesOn)
    {
        // ln 0.4 = -0.92 finishes first, then (ln 0.6 + ln 0.5) / 2 = -0.60; the best running beam stands at -0.62.
        var group = Group(early, out var extend);
        extend([0.58, 0.02, 0, 0.4]).ShouldBe([0, 0]);
        (extend([0.48, 0.01, 0.01, 0.5, 0.9, 0.05, 0.04, 0.01]).Count > 0).ShouldBe(goesOn);
        group.Finished.Select(h => h.Text.Ids.Count).ShouldBe([2, 1]);
    }

    [Theory]
    [InlineData(BeamStopping.Heuristic, false)]
    [InlineData(BeamStopping.Never, true)]
    public void Never_waits_for_what_a_beam_may_become_at_its_longest(BeamStopping early, bool goesOn)
    {
        // The best running beam is ln 0.1 + ln 0.1, over its 2 tokens below, over 10 tokens above what has finished.
        Group(early, out var extend);
        extend([0.3, 0.1, 0, 0.6]).ShouldBe([0, 0]);
        (extend([0.02, 0.01, 0.01, 0.96, 0.1, 0.05, 0.04, 0.81]).Count > 0).ShouldBe(goesOn);
    }

    [Fact]
    public void What_ends_behind_the_best_is_not_finished_and_takes_no_beams_place()
    {
        var group = Group(BeamStopping.Heuristic, out var extend);
        extend([0.5, 0.3, 0, 0.2]).ShouldBe([0, 0]);
        group.Finished.ShouldBeEmpty();
        group.Running.Select(b => b.Sequence.Ids[^1]).ShouldBe([0, 1]);
    }

    private static BeamGroup Group(BeamStopping early, out Func<double[], IReadOnlyList<int>> extend)
    {
        var settings = Settings with { BeamStopping = early };
        var group = new BeamGroup(0, [1], 10, settings);
        var stop = new StopRule(Processors.Task(), settings);
        extend = probabilities => group.Extend([.. probabilities.Select(p => (float)Math.Log(p))], [], stop, 1);
        return group;
    }
}
