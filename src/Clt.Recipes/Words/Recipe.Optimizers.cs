using Clt.Engine.Optimizers;
using Clt.Recipes.Grid;

namespace Clt;

/// <summary>Words for optimisers; numbers that are not asked for are those of torch.optim.</summary>
public static partial class Recipe
{
    /// <summary>AdamW (Loshchilov and Hutter 2019), which is what a cell is trained with unless another is named.</summary>
    /// <param name="beta1">Decay of the first moment.</param>
    /// <param name="beta2">Decay of the second moment.</param>
    /// <param name="epsilon">Added to the root of the second moment.</param>
    /// <param name="amsGrad">Divide by the greatest second moment so far (Reddi et al. 2018).</param>
    /// <param name="coupledDecay">Add weight decay to the gradient, as Adam with L2 regularisation does.</param>
    /// <param name="correctBias">Correct the moments' bias towards 0 in the first steps; BERT's own training did not.</param>
    public static Choice<IOptimizer> AdamW(
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        bool amsGrad = false,
        bool coupledDecay = false,
        bool correctBias = true
    ) =>
        Choice.Of<IOptimizer>(
            new AdamWSettings
            {
                Beta1 = beta1,
                Beta2 = beta2,
                Epsilon = epsilon,
                AmsGrad = amsGrad,
                CoupledDecay = coupledDecay,
                CorrectBias = correctBias,
            }
        );

    /// <summary>Lion (Chen et al. 2023): half of AdamW's state; give about a tenth of its rate and ten times its decay.</summary>
    public static Choice<IOptimizer> Lion(double beta1 = 0.9, double beta2 = 0.99) =>
        Choice.Of<IOptimizer>(new LionSettings { Beta1 = beta1, Beta2 = beta2 });

    /// <summary>Adafactor (Shazeer and Stern 2018): hardly any state.</summary>
    /// <param name="scaleParameter">Multiply the rate by the size of a tensor's weights.</param>
    /// <param name="relativeStep">
    /// Let the rate fall by itself as 1/√step; the recipe's rate multiplies it, so give <c>Constant(1)</c>.
    /// </param>
    /// <param name="warmupInit">Start that rate at 1e-6 a step.</param>
    /// <param name="beta1">Weight of the last update; none by default.</param>
    public static Choice<IOptimizer> Adafactor(
        bool scaleParameter = true,
        bool relativeStep = false,
        bool warmupInit = false,
        double? beta1 = null
    ) =>
        Choice.Of<IOptimizer>(
            new AdafactorSettings
            {
                ScaleParameter = scaleParameter,
                RelativeStep = relativeStep,
                WarmupInit = warmupInit,
                Beta1 = beta1,
            }
        );

    /// <summary>Stochastic gradient descent.</summary>
    public static Choice<IOptimizer> Sgd(double momentum = 0, bool nesterov = false) =>
        Choice.Of<IOptimizer>(new SgdSettings { Momentum = momentum, Nesterov = nesterov });

    /// <summary>
    /// Muon (Jordan et al. 2024) for matrices of layers, scaled so that AdamW's rates serve, and AdamW's step for embeddings, output layers
    /// and vectors.
    /// </summary>
    public static Choice<IOptimizer> Muon(double momentum = 0.95, bool nesterov = true) =>
        Choice.Of<IOptimizer>(new MuonSettings { Momentum = momentum, Nesterov = nesterov });

    /// <summary>Adam with Nesterov's momentum (Dozat 2016).</summary>
    public static Choice<IOptimizer> NAdam(double beta1 = 0.9, double beta2 = 0.999) =>
        Choice.Of<IOptimizer>(new NAdamSettings { Beta1 = beta1, Beta2 = beta2 });

    /// <summary>Adam that needs no warm-up (Liu et al. 2020).</summary>
    public static Choice<IOptimizer> RAdam(double beta1 = 0.9, double beta2 = 0.999) =>
        Choice.Of<IOptimizer>(new RAdamSettings { Beta1 = beta1, Beta2 = beta2 });

    /// <summary>RMSprop (Hinton 2012).</summary>
    public static Choice<IOptimizer> RmsProp(double alpha = 0.99, double momentum = 0) =>
        Choice.Of<IOptimizer>(new RmsPropSettings { Alpha = alpha, Momentum = momentum });

    /// <summary>Adagrad (Duchi et al. 2011).</summary>
    public static Choice<IOptimizer> Adagrad() => Choice.Of<IOptimizer>(new AdagradSettings());

    /// <summary>Adadelta (Zeiler 2012); give a rate of 1.</summary>
    public static Choice<IOptimizer> Adadelta(double rho = 0.9) => Choice.Of<IOptimizer>(new AdadeltaSettings { Rho = rho });
}
