using Clt.Engine.Training;
using Clt.Plugins.Training.Schedules;
using Clt.Engine.Training.Schedules;

namespace Clt.Engine.Tests.Training;

public sealed class ScheduleTests
{
    [Fact]
    public void The_first_step_of_a_warm_up_has_rate_0_and_step_W_is_the_first_at_full_rate()
    {
        var schedule = new ConstantSchedule(2e-3, Warmup: 4);
        Enumerable.Range(0, 6).Select(k => schedule.Rate(k, 10)).ShouldBe([0, 5e-4, 1e-3, 1.5e-3, 2e-3, 2e-3]);
    }

    [Theory]
    [InlineData(0.1, 95, 10)]
    [InlineData(0.1, 100, 10)]
    [InlineData(0, 100, 0)]
    [InlineData(7, 100, 7)]
    public void A_warm_up_below_1_is_a_share_rounded_up(double warmup, int total, int steps) =>
        new LinearSchedule(1e-3, warmup).WarmupSteps(total).ShouldBe(steps);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(1e-3, -1)]
    public void Impossible_rates_are_input_errors(double rate, double warmup) => new CosineSchedule(rate, warmup).Problems().ShouldNotBeEmpty();

    [Fact]
    public void A_greedy_rate_stays_between_its_limits()
    {
        var schedule = new GreedySchedule(1e-3) { Patience = 0, Factor = 0.5, LeastRate = 4e-4, GreatestRate = 3e-3 };
        schedule.Rate(new ScheduleStep(3, 9, [3, 2, 1])).ShouldBe(3e-3);
        schedule.Rate(new ScheduleStep(4, 9, [3, 4, 5, 6])).ShouldBe(4e-4);
        schedule.Info.FollowsValidation.ShouldBeTrue();
    }

    [Fact]
    public void Impossible_numbers_of_a_greedy_rate_are_listed() =>
        new GreedySchedule(1e-3) { Factor = 1, Patience = -1, LeastRate = 1, GreatestRate = 0.1 }.Problems().Count().ShouldBe(3);
}
