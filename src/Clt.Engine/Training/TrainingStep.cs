using Clt.Engine.Data;
using Clt.Engine.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>Forward and backward passes over the examples of one optimiser step.</summary>
/// <param name="objective">The loss.</param>
/// <param name="microBatchTokens">Most tokens of a forward pass.</param>
/// <param name="seed">The job's.</param>
internal sealed class TrainingStep(IObjective objective, int microBatchTokens, Seed seed)
{
    /// <summary>Adds the gradients of the mean loss of a target, over all micro-batches together, to the model's flat gradients.</summary>
    /// <param name="drawn">The examples of the step.</param>
    /// <param name="step">Its number, from 0: noise and dropout are functions of it, so that a resumed run repeats them.</param>
    /// <returns>That mean loss.</returns>
    public double Accumulate(IReadOnlyList<TrainingExample> drawn, int step)
    {
        var examples = objective.Prepare(drawn, seed.Stream("data").Stream($"noise {step}"));
        var targets = examples.Sum(e => e.TargetCount);
        var sum = 0.0;
        manual_seed(unchecked((long)seed.Stream("dropout").Stream($"step {step}").Value));
        foreach (var range in Split(examples))
        {
            using var scope = NewDisposeScope();
            using var loss = objective.Loss([.. examples.Take(range)], training: true);
            sum += loss.item<float>();
            using var scaled = loss * (1.0 / targets);
            scaled.backward();
        }

        return sum / targets;
    }

    /// <summary>Mean loss of a target over held-out examples; the same noise every time.</summary>
    public double Validate(IReadOnlyList<TrainingExample> held)
    {
        using var noGrad = no_grad();
        var examples = objective.Prepare(held, seed.Stream("data").Stream("validation noise"));
        var sum = 0.0;
        foreach (var range in Split(examples))
        {
            using var scope = NewDisposeScope();
            sum += objective.Loss([.. examples.Take(range)], training: false).item<float>();
        }

        return sum / examples.Sum(e => e.TargetCount);
    }

    private IEnumerable<Range> Split(IReadOnlyList<TrainingExample> examples) =>
        MicroBatches.Split([.. examples.Select(e => e.TokenCount)], microBatchTokens);
}
