using Clt.Engine.Devices;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Formats.Safetensors;

namespace Clt.Engine.Training;

/// <summary>Bytes that training needs beside the model's own weights, from sizes alone.</summary>
public static class MemoryEstimate
{
    /// <summary>
    /// What does not depend on the tokens: gradients, the optimiser's state, averages, copies for checkpoints, and passing matrices.
    /// </summary>
    public static double Fixed(ITrainableModel model, TrainingSettings settings)
    {
        var trained = model.Trained;
        var largest = trained.Specs.Where(s => trained.IsTrained(s.Name)).Max(s => s.Count);
        return Fixed(
            trained.Values.NumberOfElements,
            largest,
            trained.Dtype,
            settings.Optimizer.Info.StateFloats + (settings.AverageDecay > 0 ? 1 : 0),
            settings.CheckpointEvery > 0 && trained.Device == ComputeDevice.Cpu
        );
    }

    /// <summary>The same from sizes alone.</summary>
    /// <param name="weights">Weights that are trained, or stand among such.</param>
    /// <param name="largest">
    /// Weights of the largest tensor among them: its gradient is made apart and then added to those of the micro-batches before.
    /// </param>
    /// <param name="dtype">What is computed with: a model in bf16 has fp32 weights and gradients beside its own.</param>
    /// <param name="state">Floats that the optimiser and an average keep for each weight.</param>
    /// <param name="copied">Whether checkpoints are written: each is a copy of weights and state on the host.</param>
    public static double Fixed(long weights, long largest, Dtype dtype, double state, bool copied)
    {
        var copies = 1 + state + (dtype == Dtype.Float32 ? 0 : 2) + (copied ? 1 + state : 0);
        return (4 * copies * weights) + (dtype.Size() * largest);
    }

    /// <summary>
    /// What a token of a micro-batch keeps until its backward pass: in each block the stream before and after its norms, queries, keys,
    /// values, what was attended to, both halves of the gated projection and its product.
    /// </summary>
    /// <param name="config">Sizes.</param>
    /// <param name="dtype">What is computed with.</param>
    /// <param name="every">Of so many blocks one keeps its inputs alone; 0 for none.</param>
    public static double PerToken(TransformerConfig config, Dtype dtype, int every)
    {
        var heads = config.HeadSize * (2.0 * config.Heads + 2.0 * config.KeyValueHeads);
        var block = (6.0 * config.HiddenSize) + heads + ((config.Gated ? 3.0 : 2.0) * config.IntermediateSize);
        var recomputed = every > 0 ? (config.Layers + every - 1) / every : 0;
        // One block's gradients stand beside what is kept. Where blocks are computed again, so do the activations of one, and the heap
        // keeps holes of about one more (measured).
        var beside = recomputed > 0 ? 3 : 1;
        var floats = ((config.Layers - recomputed + beside) * block) + (recomputed * 2.0 * config.HiddenSize);
        return dtype.Size() * floats;
    }
}
