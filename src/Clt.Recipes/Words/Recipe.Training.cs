using Clt.Engine.Optimizers;
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
        Choice<LearningRate> lr,
        Choice<int>? epochs = null,
        Choice<Packing>? packing = null,
        Choice<Cadence>? checkpointEvery = null,
        Choice<Selection>? selectBy = null,
        Choice<double>? weightDecay = null,
        Choice<double>? clip = null,
        Choice<int>? validation = null,
        Choice<OptimizerSettings>? optimizer = null,
        Choice<Precision>? precision = null,
        Choice<double>? ema = null,
        Choice<int>? earlyStopping = null,
        Choice<Cadence>? evaluateEvery = null,
        Choice<int>? evaluateItems = null,
        Choice<double>? spikeFactor = null,
        Choice<ActivationCheckpointing>? recompute = null) => new(
            batch, lr, epochs, packing, checkpointEvery, selectBy, weightDecay, clip, validation, optimizer, precision, ema, earlyStopping,
            evaluateEvery, evaluateItems, spikeFactor, recompute);

    /// <summary>AdamW (Loshchilov and Hutter 2019), which is what a cell is trained with unless another is named.</summary>
    /// <param name="beta1">Decay of the first moment.</param>
    /// <param name="beta2">Decay of the second moment.</param>
    /// <param name="epsilon">Added to the root of the second moment.</param>
    /// <param name="amsGrad">Divide by the greatest second moment so far (Reddi et al. 2018).</param>
    /// <param name="coupledDecay">Add weight decay to the gradient, as Adam with L2 regularisation does.</param>
    /// <param name="correctBias">Correct the moments' bias towards 0 in the first steps; BERT's own training did not.</param>
    public static OptimizerSettings AdamW(
        double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, bool amsGrad = false, bool coupledDecay = false, bool correctBias = true) =>
        new AdamWSettings { Beta1 = beta1, Beta2 = beta2, Epsilon = epsilon, AmsGrad = amsGrad, CoupledDecay = coupledDecay, CorrectBias = correctBias };

    /// <summary>Lion (Chen et al. 2023): half of AdamW's state; give about a tenth of its rate and ten times its decay.</summary>
    public static OptimizerSettings Lion(double beta1 = 0.9, double beta2 = 0.99) => new LionSettings { Beta1 = beta1, Beta2 = beta2 };

    /// <summary>Adafactor (Shazeer and Stern 2018): hardly any state.</summary>
    /// <param name="scaleParameter">Multiply the rate by the size of a tensor's weights.</param>
    /// <param name="relativeStep">Let the rate fall by itself as 1/√step; the recipe's rate multiplies it, so give <c>Constant(1)</c>.</param>
    /// <param name="warmupInit">Start that rate at 1e-6 a step.</param>
    /// <param name="beta1">Weight of the last update; none by default.</param>
    public static OptimizerSettings Adafactor(
        bool scaleParameter = true, bool relativeStep = false, bool warmupInit = false, double? beta1 = null) =>
        new AdafactorSettings { ScaleParameter = scaleParameter, RelativeStep = relativeStep, WarmupInit = warmupInit, Beta1 = beta1 };

    /// <summary>Stochastic gradient descent.</summary>
    public static OptimizerSettings Sgd(double momentum = 0, bool nesterov = false) => new SgdSettings { Momentum = momentum, Nesterov = nesterov };

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
