using Clt.Engine.Data;
using Clt.Engine.Distributed;
using Clt.Engine.Objectives;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Distributed;

public sealed class GradientExchangeTests
{
    [Fact]
    public void The_sum_over_ranks_is_the_gradient_of_all_examples()
    {
        var examples = TinyModel.Examples(8);
        var (expected, _) = Gradient(null, examples);

        var made = RankThreads.Run(2, group => Gradient(group, [.. examples.Skip(group.Rank * 4).Take(4)]));

        foreach (var (gradient, _) in made)
        {
            for (var i = 0; i < expected.Length; i++)
                gradient[i].ShouldBe(expected[i], 2e-6 * (1 + Math.Abs(expected[i])), $"element {i}");
        }
    }

    [Fact]
    public void Buckets_go_while_the_backward_pass_runs()
    {
        var examples = TinyModel.Examples(4);

        var made = RankThreads.Run(2, group => Gradient(group, examples).Early);

        // All are ready when the pass ends; with several buckets the first went before the last was ready.
        made.ShouldAllBe(early => early > 3);
    }

    [Fact]
    public void A_rank_without_examples_takes_part()
    {
        var examples = TinyModel.Examples(4);
        var (expected, _) = Gradient(null, examples);

        var made = RankThreads.Run(2, group => Gradient(group, group.Rank == 0 ? examples : []));

        made[1].Gradient.ShouldBe(made[0].Gradient);
        made[1].Gradient.ShouldBe(expected);
        made[1].Early.ShouldBe(0);
    }

    [Fact]
    public void A_block_that_is_used_twice_is_sent_once()
    {
        var examples = TinyModel.Examples(8);
        var (expected, _) = Gradient(null, objective => Twice(objective, examples));

        var made = RankThreads.Run(2, group => Gradient(group, objective => Twice(objective, [.. examples.Skip(group.Rank * 4).Take(4)])));

        foreach (var (gradient, early) in made)
        {
            for (var i = 0; i < expected.Length; i++)
                gradient[i].ShouldBe(expected[i], 2e-6 * (1 + Math.Abs(expected[i])), $"element {i}");
            early.ShouldBeGreaterThan(3);
        }
    }

    [Fact]
    public void A_gradient_of_weights_themselves_may_come_after_the_forward_pass_but_not_before()
    {
        var examples = TinyModel.Examples(4);
        var (expected, _) = Gradient(null, objective => objective.Loss(examples, true) + 2 * Squares(objective));

        foreach (
            var (gradient, _) in RankThreads.Run(
                2,
                group => Gradient(group, objective => objective.Loss([.. examples.Skip(group.Rank * 2).Take(2)], true) + Squares(objective))
            )
        )
        {
            for (var i = 0; i < expected.Length; i++)
                gradient[i].ShouldBe(expected[i], 2e-6 * (1 + Math.Abs(expected[i])), $"element {i}");
        }

        Should
            .Throw<InvalidOperationException>(() =>
                RankThreads.Run(
                    2,
                    group =>
                        Gradient(
                            group,
                            objective =>
                            {
                                var before = Squares(objective);
                                return objective.Loss(examples, true) + before;
                            }
                        )
                )
            )
            .Message.ShouldContain("after the model's forward pass");
    }

    /// <summary>One backward pass.</summary>
    private static (float[] Gradient, long Early) Gradient(ProcessGroup? group, Func<IObjective, Tensor> loss)
    {
        using var objective = TinyModel.Objective();
        var parameters = objective.Model.Parameters;
        parameters.UseGradients();
        using var exchange = group is null ? null : new GradientExchange(group, parameters, parameters.Gradients!, bucketLength: 2000);
        exchange?.Arm();
        using var scope = NewDisposeScope();
        loss(objective).backward();
        var early = exchange?.Finish() ?? 0;
        return (parameters.Gradients!.data<float>().ToArray(), early);
    }

    private static Tensor Twice(IObjective objective, IReadOnlyList<TrainingExample> examples) =>
        objective.Loss([.. examples.Take(examples.Count / 2)], true) + objective.Loss([.. examples.Skip(examples.Count / 2)], true);

    private static Tensor Squares(IObjective objective)
    {
        var parameters = objective.Model.Parameters;
        return stack([.. parameters.Specs.Select(s => parameters[s.Name].square().sum())]).sum();
    }

    /// <summary>Two backward passes; the exchange is armed for the second.</summary>
    private static (float[] Gradient, long Early) Gradient(ProcessGroup? group, IReadOnlyList<TrainingExample> examples)
    {
        using var objective = TinyModel.Objective();
        var parameters = objective.Model.Parameters;
        parameters.UseGradients();
        using var exchange = group is null ? null : new GradientExchange(group, parameters, parameters.Gradients!, bucketLength: 2000);
        if (exchange is not null)
            exchange.Buckets.ShouldBeGreaterThan(3);
        Backward(objective, [.. examples.Take(examples.Count / 2)]);
        exchange?.Arm();
        Backward(objective, [.. examples.Skip(examples.Count / 2)]);
        var early = exchange?.Finish() ?? 0;
        return (parameters.Gradients!.data<float>().ToArray(), early);
    }

    private static void Backward(IObjective objective, IReadOnlyList<TrainingExample> examples)
    {
        if (examples.Count == 0)
            return;
        using var loss = objective.Loss(examples, training: true);
        loss.backward();
    }
}
