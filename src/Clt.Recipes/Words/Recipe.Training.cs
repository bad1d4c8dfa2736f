using Clt.Engine.Optimizers;
using Clt.Engine.Training;
using Clt.Recipes.Grid;
using Clt.Recipes.Training;
using ActivationCheckpointing = Clt.Engine.Training.ActivationCheckpointing;

namespace Clt;

/// <summary>Words for how cells are trained.</summary>
public static partial class Recipe
{
    /// <summary>Training settings by themselves, for <c>.Stage(…)</c>, or to share them between stages and studies.</summary>
    /// <remarks>The parameters are those of <c>.Train(…)</c> (<see cref="Clt.Recipes.Studies.Study"/>).</remarks>
    public static TrainChoice Train(
        Choice<int> batch,
        Choice<ISchedule> lr,
        Choice<int>? epochs = null,
        Choice<Packing>? packing = null,
        Choice<Cadence>? checkpointEvery = null,
        Choice<SelectBy>? selectBy = null,
        Choice<double>? weightDecay = null,
        Choice<double>? clip = null,
        Choice<int>? validation = null,
        Choice<IOptimizer>? optimizer = null,
        Choice<Precision>? precision = null,
        Choice<double>? ema = null,
        Choice<int>? earlyStopping = null,
        Choice<Cadence>? evaluateEvery = null,
        Choice<int>? evaluateItems = null,
        Choice<double>? spikeFactor = null,
        Choice<ActivationCheckpointing>? recompute = null) => new(
            batch, lr, epochs, packing, checkpointEvery, selectBy, weightDecay, clip, validation, optimizer, precision, ema, earlyStopping,
            evaluateEvery, evaluateItems, spikeFactor, recompute);

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
