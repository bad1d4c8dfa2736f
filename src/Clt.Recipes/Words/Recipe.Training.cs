using Clt.Engine.Training;
using Clt.Recipes.Training;
using ActivationCheckpointing = Clt.Engine.Training.ActivationCheckpointing;

namespace Clt;

/// <summary>Words for how cells are trained.</summary>
public static partial class Recipe
{
    /// <summary>Training hyperparameters by themselves, for <c>.Stage(…)</c> or to share them between stages.</summary>
    public static TrainWord<TrainChoice> Train { get; } = TrainWord.To(settings => settings);

    /// <summary>No block keeps its activations: the backward pass computes them again.</summary>
    public static ActivationCheckpointing RecomputeAll => ActivationCheckpointing.EveryBlock;

    /// <summary>As few blocks as let the run fit into the memory that is free keep none.</summary>
    public static ActivationCheckpointing RecomputeByMemory => ActivationCheckpointing.ByMemory;

    /// <summary>Of every so many blocks the first keeps none.</summary>
    /// <exception cref="InputException">It is below 1.</exception>
    public static ActivationCheckpointing RecomputeEvery(int blocks) => ActivationCheckpointing.Every(blocks);

    /// <summary>Train in fp32.</summary>
    public const Precision Float32 = Precision.Float32;

    /// <summary>Train in bf16 with fp32 master weights.</summary>
    public const Precision BFloat16 = Precision.BFloat16;

    /// <summary>Train in what is faster here.</summary>
    public const Precision FasterPrecision = Precision.Auto;

    /// <summary>Train in what the base is stored in.</summary>
    public const Precision StoredPrecision = Precision.Stored;
}
