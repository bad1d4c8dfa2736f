using Clt.Engine.Devices;
using Clt.Engine.Parameters;
using Clt.Engine.Training;
using Clt.Recipes.Cells;
using Clt.Recipes.Identity;
using Clt.Recipes.Training;

namespace Clt.Running.Planning;

/// <summary>
/// Memory of one worker on a cell: the process, the models, and what training takes beside them (<see cref="MemoryEstimate"/>).
/// </summary>
internal static class CellMemory
{
    private const long Process = 200L << 20;

    /// <summary>Of a published model whose files are not there.</summary>
    private const double AssumedBytes = 2;

    public static long Of(Cell cell, TrainingWork work, StudyContext context) =>
        cell switch
        {
            BaseCell b => Training(b.Spec.Train, StartConfig.Of(b, context.Models), work, 4),
            FinetuneCell f => Training(f.Train, StartConfig.Of(f, context.Models), work, WeightBytes(f, work.Parameters)),
            ReferenceCell or AnswersCell or TokenizerCell => Process + (4 * work.Parameters),
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.GetType().Name, "A cell of an unknown kind."),
        };

    private static long Training(TrainSpec train, ModelConfig model, TrainingWork work, double bytes)
    {
        // An adapter is fp32 on a frozen base. Weights that are frozen by name stand among the others, so nothing is saved by them.
        var dtype = bytes < 4 ? Dtype.BFloat16 : Dtype.Float32;
        var models = (bytes * (work.Parameters + work.Beside)) + (4 * (work.Adapter ?? 0));
        var trained = work.Adapter ?? work.Parameters;
        var largest = Math.Min(trained, ParameterLayout.Of(model).Max(s => s.Count));
        var state = train.Optimizer.Info.StateFloats + (train.Average > 0 ? 1 : 0);
        var beside = MemoryEstimate.Fixed(
            trained,
            largest,
            work.Adapter is null ? dtype : Dtype.Float32,
            state,
            copied: ComputeDevice.Chosen == ComputeDevice.Cpu
        );
        var objective = 4 * train.Objective.Info.StateFloats * trained;
        return Process + (long)(models + beside + objective + (train.Objective.Info.Passes * Activations(model, train, dtype)));
    }

    /// <summary>Of the largest micro-batch.</summary>
    private static double Activations(ModelConfig model, TrainSpec train, Dtype dtype)
    {
        return model switch
        {
            SequenceToSequenceConfig pair => Of(pair.Encoder) + Of(pair.Decoder),
            TransformerConfig stack => Of(stack),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.GetType().Name, "A model of an unknown kind."),
        };

        double Of(TransformerConfig stack)
        {
            var tokens = Math.Min(TrainingSettings.UsualMicroBatch, (double)train.Batch * stack.ContextLength);
            return tokens * MemoryEstimate.PerToken(stack, dtype, train.Recompute.Interval ?? 0);
        }
    }

    private static double WeightBytes(FinetuneCell cell, long parameters) =>
        cell.Train.Precision switch
        {
            Precision.BFloat16 => 2,
            Precision.Stored when cell.Start.Folder is { } folder => FolderIdentity.IsConfigOnly(folder)
                ? AssumedBytes
                : Math.Clamp(
                    (double)Directory.GetFiles(folder, "*.safetensors").Sum(f => new FileInfo(f).Length) / Math.Max(1, parameters),
                    2,
                    4
                ),
            Precision.Float32 or Precision.Stored => 4,
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.Train.Precision, "A cell trains in a precision of its own."),
        };
}
