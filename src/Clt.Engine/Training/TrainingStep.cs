using Clt.Engine.Data;
using Clt.Engine.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>Forward and backward passes over the examples of one optimiser step.</summary>
/// <param name="objective">The loss.</param>
/// <param name="microBatchTokens">Most tokens of a forward pass.</param>
/// <param name="seed">The job's.</param>
/// <param name="ranks">The processes that share the examples.</param>
internal sealed class TrainingStep(IObjective objective, int microBatchTokens, Seed seed, Ranks ranks)
{
    /// <summary>Adds the gradients of the mean loss of a target, over all micro-batches and ranks, to the model's flat gradients.</summary>
    /// <param name="drawn">The examples of the step.</param>
    /// <param name="step">Its number, from 0: noise and dropout are functions of it, so that a resumed run repeats them.</param>
    /// <returns>That mean loss.</returns>
    public double Accumulate(IReadOnlyList<TrainingExample> drawn, int step)
    {
        var examples = objective.Prepare(drawn, seed.Stream("data").Stream($"noise {step}"));
        var targets = examples.Sum(e => e.TargetCount);
        var sum = 0.0;
        var dropout = seed.Stream("dropout").Stream($"step {step}");
        manual_seed(unchecked((long)(ranks.IsFirst ? dropout : dropout.Stream($"rank {ranks.Rank}")).Value));
        var share = ranks.Share(examples);
        var batches = Split(share);
        for (var i = 0; i < batches.Count; i++)
        {
            using var scope = NewDisposeScope();
            using var loss = objective.Loss([.. share.Take(batches[i])], training: true);
            sum += loss.item<float>();
            using var scaled = loss * (1.0 / targets);
            if (i == batches.Count - 1) ranks.LastBackward();
            scaled.backward();
        }

        ranks.SumGradients();
        return ranks.Sum(sum) / targets;
    }

    /// <summary>Mean loss of a target over held-out examples; the same noise every time.</summary>
    public double Validate(IReadOnlyList<TrainingExample> held)
    {
        using var noGrad = no_grad();
        var examples = objective.Prepare(held, seed.Stream("data").Stream("validation noise"));
        var sum = 0.0;
        var share = ranks.Share(examples);
        foreach (var range in Split(share))
        {
            using var scope = NewDisposeScope();
            sum += objective.Loss([.. share.Take(range)], training: false).item<float>();
        }

        return ranks.Sum(sum) / examples.Sum(e => e.TargetCount);
    }

    private List<Range> Split(IReadOnlyList<TrainingExample> examples) =>
        [.. MicroBatches.Split([.. examples.Select(e => e.TokenCount)], microBatchTokens)];
}
