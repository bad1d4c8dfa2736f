using Clt.Engine.Optimizers;

namespace Clt;

/// <summary>Words for optimisers beside the usual ones; numbers that are not asked for are those of torch.optim.</summary>
public static partial class Recipe
{
    /// <summary>Muon (Jordan et al. 2024) for matrices, scaled so that AdamW's rates serve, and AdamW's step for vectors.</summary>
    public static OptimizerSettings Muon(double momentum = 0.95, bool nesterov = true) => new MuonSettings { Momentum = momentum, Nesterov = nesterov };

    /// <summary>Adam with Nesterov's momentum (Dozat 2016).</summary>
    public static OptimizerSettings NAdam(double beta1 = 0.9, double beta2 = 0.999) => new NAdamSettings { Beta1 = beta1, Beta2 = beta2 };

    /// <summary>Adam that needs no warm-up (Liu et al. 2020).</summary>
    public static OptimizerSettings RAdam(double beta1 = 0.9, double beta2 = 0.999) => new RAdamSettings { Beta1 = beta1, Beta2 = beta2 };

    /// <summary>RMSprop (Hinton 2012).</summary>
    public static OptimizerSettings RmsProp(double alpha = 0.99, double momentum = 0) => new RmsPropSettings { Alpha = alpha, Momentum = momentum };

    /// <summary>Adagrad (Duchi et al. 2011).</summary>
    public static OptimizerSettings Adagrad() => new AdagradSettings();

    /// <summary>Adadelta (Zeiler 2012); give a rate of 1.</summary>
    public static OptimizerSettings Adadelta(double rho = 0.9) => new AdadeltaSettings { Rho = rho };
}
