using Clt.Engine.Distributed;

namespace Clt.Engine.Tests.Distributed;

/// <summary>A machine that is busy when threads are first tried must not decide for a whole training.</summary>
public sealed class ThreadChoiceTests
{
    private readonly HandClock _clock = new();
    private int _free = 1;
    private int _tries;

    private ThreadChoice Choice(int offered = 4, bool keepsBits = true) =>
        new(
            offered,
            _ => keepsBits,
            most =>
            {
                _tries++;
                return Math.Min(most, _free);
            },
            _clock
        );

    [Fact]
    public void A_busy_start_is_tried_again_after_ten_seconds_and_then_less_and_less_often()
    {
        var choice = Choice();
        choice.Now().ShouldBe(1);
        _free = 4;
        _clock.Pass(9.9);
        choice.Now().ShouldBe(1, "it is not tried at every step");
        _clock.Pass(0.1);
        choice.Now().ShouldBe(4);
        _tries.ShouldBe(2);
        foreach (var wait in new[] { 20, 40, 80, 120, 120 })
        {
            _clock.Pass(wait - 0.1);
            choice.Now();
            var before = _tries;
            _clock.Pass(0.1);
            choice.Now();
            _tries.ShouldBe(before + 1, $"after {wait} s");
        }
    }

    [Fact]
    public void Cores_that_others_need_later_are_given_back()
    {
        _free = 4;
        var choice = Choice();
        choice.Now().ShouldBe(4);
        _free = 2;
        _clock.Pass(10);
        choice.Now().ShouldBe(2);
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(1, true)]
    public void Where_more_threads_would_change_bits_or_none_are_offered_nothing_is_tried(int offered, bool keepsBits)
    {
        _free = 4;
        var choice = Choice(offered, keepsBits);
        choice.Now().ShouldBe(1);
        _clock.Pass(1000);
        choice.Now().ShouldBe(1);
        _tries.ShouldBe(0);
    }

    private sealed class HandClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(double seconds) => _ticks += TimeSpan.FromSeconds(seconds).Ticks;

        public override long GetTimestamp() => _ticks;
    }
}
