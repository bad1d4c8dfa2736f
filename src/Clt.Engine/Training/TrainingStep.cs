using Clt.Engine.Data;
using Clt.Engine.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>Forward and backward passes over the examples of one optimiser step.</summary>
internal static class TrainingStep
{
    /// <summary>Adds the gradients of the mean loss of a target token, over all micro-batches together, to the model's flat gradients.</summary>
    /// <returns>That mean loss in nats.</returns>
    public static double Accumulate(LanguageModel model, IReadOnlyList<TokenizedExample> examples, TrainingSettings settings)
    {
        var targets = examples.Sum(e => e.TargetCount);
        var sum = 0.0;
        foreach (var range in MicroBatches.Split([.. examples.Select(e => e.Ids.Length)], settings.MicroBatchTokens))
        {
            using var scope = NewDisposeScope();
            using var batch = PackedBatch.Of([.. examples.Take(range)]);
            using var loss = Loss(model, batch, settings.LabelSmoothing);
            sum += loss.item<float>();
            using var scaled = loss * (1.0 / targets);
            scaled.backward();
        }

        return sum / targets;
    }

    /// <summary>Mean loss of a target token over held-out examples, in nats, without label smoothing.</summary>
    public static double Validate(LanguageModel model, IReadOnlyList<TokenizedExample> examples, int microBatchTokens)
    {
        using var noGrad = no_grad();
        var (sum, targets) = (0.0, 0L);
        foreach (var range in MicroBatches.Split([.. examples.Select(e => e.Ids.Length)], microBatchTokens))
        {
            using var scope = NewDisposeScope();
            using var batch = PackedBatch.Of([.. examples.Take(range)]);
            sum += Loss(model, batch, 0).item<float>();
            targets += batch.TargetCount;
        }

        return sum / targets;
    }

    /// <summary>The sum of the losses of a batch's targets.</summary>
    private static Tensor Loss(LanguageModel model, PackedBatch batch, double labelSmoothing) =>
        model.Loss(model.Forward(batch), batch.Targets!, labelSmoothing);
}
