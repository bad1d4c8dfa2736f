using Clt.Engine.Models;
using Clt.Engine.Training;

namespace Clt.Studies;

/// <summary>From a study's settings to the engine's.</summary>
internal static class TrainingMap
{
    /// <summary>The engine's settings but for the run's end.</summary>
    /// <param name="train">The study's settings.</param>
    /// <param name="context">The model's context, the length of packed rows.</param>
    /// <param name="threads">Threads to compute with.</param>
    public static TrainingSettings Settings(TrainSpec train, int context, int threads) => new()
    {
        Batch = train.Batch,
        Schedule = train.Rate,
        Optimizer = train.Optimizer,
        AverageDecay = train.Average,
        Patience = train.Patience,
        WeightDecay = train.WeightDecay,
        ClipNorm = train.Clip,
        CheckpointEvery = train.CheckpointEvery.Every,
        SelectBy = train.SelectBy == Selection.ValidationLoss ? SelectBy.ValidationLoss : SelectBy.Last,
        PackedLength = train.Packing is Packing.Rows or Packing.Wrapped ? context : null,
        WrapPacked = train.Packing == Packing.Wrapped,
        GroupByLength = train.Packing == Packing.ByLength,
        SpikeFactor = train.SpikeFactor,
        Checkpointing = train.Recompute,
        EvaluateEvery = train.Curve?.Every ?? 0,
        Threads = threads,
    };

    /// <summary>What the model computes with; null for the dtype of its files.</summary>
    public static Dtype? Dtype(TrainSpec train) => train.Precision switch
    {
        Precision.BFloat16 => Engine.Models.Dtype.BFloat16,
        Precision.Stored => null,
        Precision.Float32 => Engine.Models.Dtype.Float32,
        // A cell names what was chosen: see CellMaker.
        _ => throw new ArgumentOutOfRangeException(nameof(train), train.Precision, "A cell trains in a precision of its own."),
    };

    /// <summary>What a run gave, as facts of a cell.</summary>
    public static Dictionary<string, double> Facts(TrainingResult result, TrainingWork work) => new()
    {
        ["steps"] = result.Steps,
        ["selected step"] = result.SelectedStep,
        ["tokens"] = result.Tokens,
        ["target tokens"] = result.TargetTokens,
        ["first loss"] = result.FirstLoss,
        ["last loss"] = result.LastLoss,
        ["validation loss"] = result.BestValidationLoss ?? double.NaN,
        ["seconds"] = result.Seconds,
        ["parameters"] = work.Parameters,
        ["trained parameters"] = work.Trained,
    };
}
