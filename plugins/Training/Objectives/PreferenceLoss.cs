namespace Clt.Plugins.Training.Objectives;

/// <summary>
/// The loss of a pair, of d: how much more likely the model finds the chosen answer than the rejected one, compared with the reference.
/// Formulas follow TRL's DPOTrainer.
/// </summary>
public enum PreferenceLoss
{
    /// <summary>−log σ(β d) (Rafailov et al. 2023); with label smoothing the conservative cDPO (Mitchell 2023).</summary>
    Sigmoid,

    /// <summary>The same with label smoothing taken as the known rate of swapped pairs (Chowdhury et al. 2024).</summary>
    Robust,

    /// <summary>max(0, 1 − β d) (Zhao et al. 2023, SLiC).</summary>
    Hinge,

    /// <summary>(d − 1 / 2β)², with log-probabilities averaged over an answer's tokens (Azar et al. 2023, IPO).</summary>
    Ipo,

    /// <summary><see cref="Sigmoid"/> with log-probabilities averaged over an answer's tokens.</summary>
    SigmoidOfMeans,

    /// <summary>The divergence of σ(β d) from the label, smoothed: label smoothing must be above 0 (Ji et al. 2024, EXO).</summary>
    Exo,

    /// <summary>−log σ(β d⁺) − (log σ(−β d⁺) + log σ(−β d⁻)) / 2 of either answer's own d (Chen et al. 2024, NCA).</summary>
    Nca,

    /// <summary>−log σ(β d⁺) − log σ(−β d⁻) (Jung et al. 2024, BCO), with no shift of the rewards.</summary>
    Bco,

    /// <summary>(d⁺ − 1 / 2β)² + (d⁻ + 1 / 2β)² (Wu et al. 2024, SPPO with hard labels).</summary>
    Sppo,

    /// <summary>1 − σ(β d⁺) + σ(β d⁻): the model was worse than the chosen answers (D'Oosterlinck et al. 2024, APO-zero).</summary>
    ApoZero,

    /// <summary>σ(β d⁺) + 1 − σ(β d): the model was better than the chosen answers (the same, APO-down).</summary>
    ApoDown,

    /// <summary>
    /// <see cref="Sigmoid"/> over the sorted margins of model and reference, so that their distributions are compared, not pairs (Melnyk et
    /// al. 2024, AOT). Pairs of a group are sorted together.
    /// </summary>
    Aot,

    /// <summary>A mixture of the sigmoid loss and exp(−β d), by σ(β d / temperature) (Lu et al. 2024, DiscoPOP).</summary>
    DiscoPop,
}
