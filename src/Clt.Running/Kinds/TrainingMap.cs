using Clt.Engine.Parameters;
using Clt.Engine.Training;
using Clt.Recipes.Training;
using Clt.Running.Planning;
using Schedule = Clt.Recipes.Training.Schedule;

namespace Clt.Running.Kinds;

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
        Schedule = Rate(train.Rate),
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
        Precision.BFloat16 => Engine.Parameters.Dtype.BFloat16,
        Precision.Stored => null,
        _ => Engine.Parameters.Dtype.Float32,
    };

    /// <summary>A learning-rate schedule.</summary>
    public static Engine.Training.Schedule Rate(LearningRate rate) => rate.Schedule switch
    {
        Schedule.Constant => Schedules.Constant(rate.Peak, rate.Warmup),
        Schedule.Linear => Schedules.Linear(rate.Peak, rate.Warmup, rate.Final),
        Schedule.Polynomial => Schedules.Polynomial(rate.Peak, rate.Peak * rate.Final, rate.Power!.Value, rate.Warmup),
        Schedule.Restarts => Schedules.CosineWithRestarts(rate.Peak, rate.Cycles!.Value, rate.Warmup),
        Schedule.InverseSquareRoot => Schedules.InverseSquareRoot(rate.Peak, warmup: rate.Warmup),
        Schedule.StableDecay => Schedules.WarmupStableDecay(rate.Peak, rate.DecaySteps!.Value, rate.Warmup, floorShare: rate.Final),
        Schedule.OnPlateau => Schedules.ReduceOnPlateau(rate.Peak, rate.Plateau!, rate.Warmup),
        _ => Schedules.CosineToFloor(rate.Peak, rate.Final, rate.Warmup),
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
