using Clt.Engine.Data;
using Clt.Engine.Objectives;
using Clt.Kernels;
using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>Forward and backward passes over the examples of one optimiser step.</summary>
/// <param name="objective">The loss.</param>
/// <param name="state">Takes the gradients.</param>
/// <param name="microBatchTokens">Most tokens of a forward pass.</param>
/// <param name="seed">The job's.</param>
/// <param name="ranks">The processes that share the examples.</param>
internal sealed class TrainingStep(IObjective objective, TrainedState state, int microBatchTokens, Seed seed, Ranks ranks)
{
    /// <summary>Adds the gradients of the sum of the targets' losses, over all micro-batches and ranks, to the model's flat gradients.</summary>
    /// <param name="examples">The prepared examples of the step.</param>
    /// <param name="step">Its number, from 0: dropout is a function of it, so that a resumed run repeats it.</param>
    /// <returns>The mean loss of a target.</returns>
    public double Accumulate(IReadOnlyList<TrainingExample> examples, int step)
    {
        var targets = examples.Sum(e => e.TargetCount);
        var sum = 0.0;
        var dropout = seed.Stream("dropout").Stream($"step {step}");
        manual_seed(unchecked((long)(ranks.IsFirst ? dropout : dropout.Stream($"rank {ranks.Rank}")).Value));
        var share = ranks.Share(examples);
        var batches = Split(share);
        for (var i = 0; i < batches.Count; i++)
        {
            using var scope = NewDisposeScope();
            using var loss = Loss([.. share.Take(batches[i])]);
            sum += HostValues.Scalar<float>(loss);
            if (i == batches.Count - 1) ranks.LastBackward();
            Autograd.Backward(loss);
            state.TakeGradients();
        }

        ranks.SumGradients();
        return ranks.Sum(sum) / targets;
    }

    /// <summary>Mean loss of a target over held-out examples, of all and of each language; the same noise every time.</summary>
    public ValidationResult Validate(IReadOnlyList<TrainingExample> held)
    {
        using var noGrad = no_grad();
        var languages = new SortedDictionary<string, double>(StringComparer.Ordinal);
        var (sum, targets) = (0.0, 0L);
        foreach (var language in held.GroupBy(e => e.Language.Code).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var examples = objective.Prepare([.. language], seed.Stream("data").Stream("validation noise"));
            var (lost, count) = (Sum(ranks.Share(examples)), examples.Sum(e => (long)e.TargetCount));
            languages[language.Key] = lost / count;
            (sum, targets) = (sum + lost, targets + count);
        }

        return new ValidationResult(sum / targets, languages);
    }

    /// <summary>The loss with its graph, which keeps what the backward pass needs; all else is freed before that.</summary>
    private Tensor Loss(IReadOnlyList<TrainingExample> examples)
    {
        using var scope = NewDisposeScope();
        return objective.Loss(examples, training: true).MoveToOuterDisposeScope();
    }

    private double Sum(IReadOnlyList<TrainingExample> share)
    {
        var sum = 0.0;
        foreach (var range in Split(share))
        {
            using var scope = NewDisposeScope();
            sum += HostValues.Scalar<float>(objective.Loss([.. share.Take(range)], training: false));
        }

        return ranks.Sum(sum);
    }

    private List<Range> Split(IReadOnlyList<TrainingExample> examples) =>
        [.. MicroBatches.Split([.. examples.Select(e => e.TokenCount)], microBatchTokens)];
}
