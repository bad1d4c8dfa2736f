using Clt.Engine.Data;

namespace Clt.Engine.Tests.Data;

public sealed class BatchPlanTests
{
    [Fact]
    public void An_epoch_has_every_example_once_and_epochs_differ()
    {
        var plan = new BatchPlan(10, 4, 7);
        plan.StepsPerEpoch.ShouldBe(3);
        var first = Epoch(plan, 0);
        var second = Epoch(plan, 1);

        first.Order().ShouldBe(Enumerable.Range(0, 10));
        second.Order().ShouldBe(Enumerable.Range(0, 10));
        second.ShouldNotBe(first);
        plan.Step(2).Length.ShouldBe(2);
    }

    [Fact]
    public void A_step_depends_on_seed_and_number_only()
    {
        var plan = new BatchPlan(100, 8, 7);
        var direct = plan.Step(29).ToArray();
        for (var step = 0; step < 29; step++)
            _ = plan.Step(step);

        plan.Step(29).ToArray().ShouldBe(direct);
        new BatchPlan(100, 8, 8).Step(29).ToArray().ShouldNotBe(direct);
    }

    [Fact]
    public void Without_a_seed_the_order_is_kept() => new BatchPlan(5, 3, null).Step(3).ToArray().ShouldBe([3, 4]);

    private static List<int> Epoch(BatchPlan plan, int epoch) =>
        Enumerable.Range(epoch * plan.StepsPerEpoch, plan.StepsPerEpoch).SelectMany(s => plan.Step(s).ToArray()).ToList();

    [Fact]
    public void Grouped_by_length_every_example_comes_once_an_epoch_with_others_of_its_length()
    {
        int[] lengths = [.. Enumerable.Range(0, 103).Select(i => (i * 37 % 100) + 1)];
        var grouped = new BatchPlan(lengths.Length, 10, 5, lengths);
        var mixed = new BatchPlan(lengths.Length, 10, 5);
        for (var epoch = 0; epoch < 2; epoch++)
        {
            var first = epoch * grouped.StepsPerEpoch;
            Enumerable
                .Range(first, grouped.StepsPerEpoch)
                .SelectMany(s => grouped.Step(s).ToArray())
                .Order()
                .ShouldBe(Enumerable.Range(0, lengths.Length));
            Spread(grouped, first).ShouldBeLessThan(0.5 * Spread(mixed, first));
            grouped.Step(first + grouped.StepsPerEpoch - 1).Length.ShouldBe(3);
        }

        new BatchPlan(lengths.Length, 10, 5, lengths).Step(3).ToArray().ShouldBe(grouped.Step(3).ToArray());

        double Spread(BatchPlan plan, int first) =>
            Enumerable
                .Range(first, plan.StepsPerEpoch)
                .Average(s => plan.Step(s).ToArray().Max(i => lengths[i]) - plan.Step(s).ToArray().Min(i => lengths[i]));
    }
}
