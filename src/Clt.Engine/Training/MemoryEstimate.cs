using Clt.Engine.Devices;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Formats.Safetensors;

namespace Clt.Engine.Training;

/// <summary>Bytes that training needs beside the model's own weights, from sizes alone.</summary>
internal static class MemoryEstimate
{
    /// <summary>What does not depend on the tokens: gradients, the optimiser's state, averages, copies for checkpoints, and passing matrices.</summary>
    public static double Fixed(ITrainableModel model, TrainingSettings settings)
    {
        var trained = model.Trained;
        var kept = settings.Optimizer.StateFloats + (settings.AverageDecay > 0 ? 1 : 0);
        // A model in bf16 has fp32 weights and gradients beside its own; a checkpoint is a copy of weights and state on the host.
        var copied = settings.CheckpointEvery > 0 && trained.Device == ComputeDevice.Cpu ? 1 + kept : 0;
        var copies = 1 + kept + (trained.Dtype == Dtype.Float32 ? 0 : 2) + copied;
        // A weight's gradient is made apart and then added to those of the micro-batches before.
        var passing = trained.Specs.Where(s => trained.IsTrained(s.Name)).Max(s => s.Count);
        return (4 * copies * trained.Values.NumberOfElements) + (trained.Dtype.Size() * passing);
    }

    /// <summary>
    /// What a token of a micro-batch keeps until its backward pass: in each block the stream before and after its norms, queries, keys, values,
    /// what was attended to, both halves of the gated projection and its product.
    /// </summary>
    /// <param name="config">Sizes.</param>
    /// <param name="dtype">What is computed with.</param>
    /// <param name="every">Of so many blocks one keeps its inputs alone; 0 for none.</param>
    public static double PerToken(TransformerConfig config, Dtype dtype, int every)
    {
        var heads = config.HeadSize * (2.0 * config.Heads + 2.0 * config.KeyValueHeads);
        var block = (6.0 * config.HiddenSize) + heads + ((config.Gated ? 3.0 : 2.0) * config.IntermediateSize);
        var recomputed = every > 0 ? (config.Layers + every - 1) / every : 0;
        // One block's gradients stand beside what is kept. Where blocks are computed again, so do the activations of one, and the heap keeps
        // holes of about one more (measured).
        var beside = recomputed > 0 ? 3 : 1;
        var floats = ((config.Layers - recomputed + beside) * block) + (recomputed * 2.0 * config.HiddenSize);
        return dtype.Size() * floats;
    }
}
