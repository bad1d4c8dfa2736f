using Clt.Recipes.Cells;
using Clt.Recipes.Identity;
using Clt.Recipes.Objectives;
using Clt.Recipes.Training;

namespace Clt.Running.Planning;

/// <summary>Memory of one worker on a cell: the process, weights, what is trained with its gradients and optimiser, activations of a pass.</summary>
internal static class MemoryEstimate
{
    private const long Process = 200L << 20;
    private const int ForwardTokens = 4096;

    /// <summary>Of a published model whose files are not there.</summary>
    private const double AssumedBytes = 2;

    public static long Of(Cell cell, TrainingWork work, StudyContext context) => cell switch
    {
        BaseCell b => Training(b.Spec.Train, StartConfig.Of(b, context.Models), work, 4),
        FinetuneCell f => Training(f.Train, StartConfig.Of(f.Start, context.Models), work, WeightBytes(f, work.Parameters)),
        _ => Process + (4 * work.Parameters),
    };

    private static long Training(TrainSpec train, ModelConfig model, TrainingWork work, double bytes)
    {
        // An adapter is fp32 on a frozen base; weights in bf16 have fp32 masters, and gradients in both types. Weights that are frozen by name stand
        // among the others, so nothing is saved by them.
        var frozen = work.Adapter is null ? 0 : bytes * work.Parameters;
        var state = 4 * (2 + train.Optimizer.StateFloats + (train.Average > 0 ? 1 : 0));
        var mirror = work.Adapter is null && bytes < 4 ? 2 * bytes : 0;
        var beside = bytes * work.Beside;
        // The weights that EWC keeps, and how much each matters.
        if (train.Objective is EwcSpec) state += 8;
        return Process + (long)(beside + frozen + ((state + mirror) * (work.Adapter ?? work.Parameters)))
            + (train.Objective.Passes * Activations(model, train.Batch));
    }

    private static long Activations(ModelConfig model, int batch) => model switch
    {
        SequenceToSequenceConfig pair => Activations(pair.Encoder, batch) + Activations(pair.Decoder, batch),
        TransformerConfig stack => Activations(stack, batch),
        _ => 0,
    };

    /// <summary>About 16 values of the width and 5 of the inner size are kept a layer and token of a forward pass, and 3 of the vocabulary a token.</summary>
    private static long Activations(TransformerConfig c, int batch) => Math.Min(ForwardTokens, (long)batch * c.ContextLength)
        * ((c.Layers * ((16L * c.HiddenSize) + (5L * c.IntermediateSize))) + (3L * c.VocabularySize)) * 4;

    private static double WeightBytes(FinetuneCell cell, long parameters) => cell.Train.Precision switch
    {
        Precision.BFloat16 => 2,
        Precision.Stored when cell.Start.Folder is { } folder => FolderIdentity.IsConfigOnly(folder)
            ? AssumedBytes
            : Math.Clamp((double)Directory.GetFiles(folder, "*.safetensors").Sum(f => new FileInfo(f).Length) / Math.Max(1, parameters), 2, 4),
        _ => 4,
    };
}
