namespace Clt.Engine.Objectives;

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
}
