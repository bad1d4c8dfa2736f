using Clt.Engine.Training.Schedules;
using Clt.Plugins.Training.Schedules;

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
    public void Impossible_rates_are_input_errors(double rate, double warmup) =>
        new CosineSchedule(rate, warmup).Problems().ShouldNotBeEmpty();

    [Fact]
    public void A_greedy_rate_stays_between_its_limits()
    {
        var schedule = new GreedySchedule(1e-3)
        {
            Patience = 0,
            Factor = 0.5,
            LeastRate = 4e-4,
            GreatestRate = 3e-3,
        };
        schedule.Rate(new ScheduleStep(3, 9, [3, 2, 1])).ShouldBe(3e-3);
        schedule.Rate(new ScheduleStep(4, 9, [3, 4, 5, 6])).ShouldBe(4e-4);
        schedule.Info.FollowsValidation.ShouldBeTrue();
    }

    [Fact]
    public void Impossible_numbers_of_a_greedy_rate_are_listed() =>
        new GreedySchedule(1e-3)
        {
            Factor = 1,
            Patience = -1,
            LeastRate = 1,
            GreatestRate = 0.1,
        }
            .Problems()
            .Count()
            .ShouldBe(3);

    public static TheoryData<Schedule> All =>
        [
            new ConstantSchedule(2e-3, 3),
            new LinearSchedule(2e-3, 0.1, 0.2),
            new CosineSchedule(2e-3, 4, 0.1),
            new CosineFromStartSchedule(2e-3, 0.1, 4),
            new RestartsSchedule(2e-3, 3, 2),
            new PolynomialSchedule(2e-3, 2, 3, 0.1),
            new InverseSquareRootSchedule(2e-3, 5),
            new StableDecaySchedule(2e-3, 6, 3, 0.1),
            new PlateauSchedule(2e-3, 2) { Patience = 0 },
            new GreedySchedule(2e-3) { Patience = 0, GreatestRate = 2e-3 },
        ];

    [Theory]
    [MemberData(nameof(All))]
    public void Rates_stay_between_zero_and_the_peak_and_depend_on_the_step_alone(Schedule schedule)
    {
        schedule.Problems().ShouldBeEmpty();
        double[] losses = [3, 2, 2.5, 2.5, 1];
        var rates = Enumerable.Range(0, 41).Select(k => schedule.Rate(new ScheduleStep(k, 40, losses[..Math.Min(k, 5)]))).ToList();
        rates.ShouldAllBe(r => r >= 0 && r <= 2e-3 * (1 + 1e-12));
        rates.Max().ShouldBe(2e-3, 1e-12);
        schedule.Rate(new ScheduleStep(7, 40, losses)).ShouldBe(rates[7], "asked again, in another order");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_number_is_part_of_what_a_schedule_is(Schedule schedule)
    {
        var info = schedule.Info;
        (schedule with { Peak = 1e-3 }).Info.Fields.ShouldNotBe(info.Fields);
        (schedule with { Warmup = 9 }).Info.Text.ShouldNotBe(info.Text);
        info.Text.ShouldStartWith($"{info.Name} 0.002");
        info.Fields[0].ShouldBe(("kind", info.Name));
        (schedule with { Peak = -1 }).Problems().ShouldHaveSingleItem().What.ShouldBe("the learning rate is -1");
    }
}
