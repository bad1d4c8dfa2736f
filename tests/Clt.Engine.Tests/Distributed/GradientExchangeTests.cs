using Clt.Engine.Data;
using Clt.Engine.Distributed;
using Clt.Engine.Objectives;
using Clt.Testing;

namespace Clt.Engine.Tests.Distributed;

public sealed class GradientExchangeTests
{
    [DistributedFact]
    public void The_sum_over_ranks_is_the_gradient_of_all_examples()
    {
        var examples = TinyModel.Examples(8);
        var (expected, _) = Gradient(null, examples);

        var made = RankThreads.Run(2, group => Gradient(group, [.. examples.Skip(group.Rank * 4).Take(4)]));

        foreach (var (gradient, _) in made)
        {
            for (var i = 0; i < expected.Length; i++) gradient[i].ShouldBe(expected[i], 2e-6 * (1 + Math.Abs(expected[i])), $"element {i}");
        }
    }

    [DistributedFact]
    public void Buckets_go_while_the_backward_pass_runs()
    {
        var examples = TinyModel.Examples(4);

        var made = RankThreads.Run(2, group => Gradient(group, examples).Early);

        // All are ready when the pass ends; with several buckets the first went before the last was ready.
        made.ShouldAllBe(early => early > 3);
    }

    [DistributedFact]
    public void A_rank_without_examples_takes_part()
    {
        var examples = TinyModel.Examples(4);
        var (expected, _) = Gradient(null, examples);

        var made = RankThreads.Run(2, group => Gradient(group, group.Rank == 0 ? examples : []));

        made[1].Gradient.ShouldBe(made[0].Gradient);
        made[1].Gradient.ShouldBe(expected);
        made[1].Early.ShouldBe(0);
    }

    /// <summary>Two backward passes; the exchange is armed for the second.</summary>
    private static (float[] Gradient, long Early) Gradient(ProcessGroup? group, IReadOnlyList<TrainingExample> examples)
    {
        using var objective = TinyModel.Objective();
        var parameters = objective.Model.Parameters;
        parameters.UseGradients();
        using var exchange = group is null ? null : new GradientExchange(
            group, parameters.Gradients!, [.. parameters.Specs.Select(s => (parameters[s.Name], parameters.Offset(s.Name)))],
            parameters.DecayedLength, bucketLength: 2000);
        if (exchange is not null) exchange.Buckets.ShouldBeGreaterThan(3);
        Backward(objective, [.. examples.Take(examples.Count / 2)]);
        exchange?.Arm();
        Backward(objective, [.. examples.Skip(examples.Count / 2)]);
        var early = exchange?.Finish() ?? 0;
        return (parameters.Gradients!.data<float>().ToArray(), early);
    }

    private static void Backward(IObjective objective, IReadOnlyList<TrainingExample> examples)
    {
        if (examples.Count == 0) return;
        using var loss = objective.Loss(examples, training: true);
        loss.backward();
    }
}
