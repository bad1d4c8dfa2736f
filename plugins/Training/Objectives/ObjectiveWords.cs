using Clt.Recipes.Grid;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Training.Objectives;

namespace Clt.Plugins.Training.Objectives;

/// <summary>Words for objectives besides cross-entropy and distillation. Every number may be an axis.</summary>
[RecipeApi]
public static class ObjectiveWords
{
    /// <summary>−log σ(β d), which is DPO's own loss.</summary>
    public const PreferenceLoss SigmoidLoss = PreferenceLoss.Sigmoid;

    /// <summary>The same where a known share of pairs is swapped.</summary>
    public const PreferenceLoss RobustLoss = PreferenceLoss.Robust;

    /// <summary>max(0, 1 − β d).</summary>
    public const PreferenceLoss HingeLoss = PreferenceLoss.Hinge;

    /// <summary>IPO: (d − 1 / 2β)² of means over tokens.</summary>
    public const PreferenceLoss IpoLoss = PreferenceLoss.Ipo;

    /// <summary>EXO: the divergence from smoothed labels; needs <c>labelSmoothing</c>.</summary>
    public const PreferenceLoss ExoLoss = PreferenceLoss.Exo;

    /// <summary>NCA: either answer against the reference, apart.</summary>
    public const PreferenceLoss NcaLoss = PreferenceLoss.Nca;

    /// <summary>BCO: the chosen answer up and the rejected one down, apart.</summary>
    public const PreferenceLoss BcoLoss = PreferenceLoss.Bco;

    /// <summary>SPPO with hard labels.</summary>
    public const PreferenceLoss SppoLoss = PreferenceLoss.Sppo;

    /// <summary>APO-zero: for a base worse than the chosen answers.</summary>
    public const PreferenceLoss ApoZeroLoss = PreferenceLoss.ApoZero;

    /// <summary>APO-down: for a base better than the chosen answers.</summary>
    public const PreferenceLoss ApoDownLoss = PreferenceLoss.ApoDown;

    /// <summary>AOT: distributions of margins, not pairs.</summary>
    public const PreferenceLoss AotLoss = PreferenceLoss.Aot;

    /// <summary>DiscoPOP: a mixture of the sigmoid and the exponential loss.</summary>
    public const PreferenceLoss DiscoPopLoss = PreferenceLoss.DiscoPop;

    /// <summary>
    /// Direct preference optimisation (Rafailov et al. 2023). Its examples need a worse answer: the task <c>Preferences(…)</c> gives them.
    /// </summary>
    /// <param name="beta">How far the model may leave the base: small lets it go far.</param>
    /// <param name="loss">
    /// <see cref="SigmoidLoss"/>, <see cref="RobustLoss"/>, <see cref="HingeLoss"/>, <see cref="IpoLoss"/> and others that end in Loss.
    /// </param>
    /// <param name="labelSmoothing">Share of pairs that may be swapped.</param>
    /// <param name="reference">Whether the base, as it was, is the reference; else there is none.</param>
    public static Choice<IObjectiveSpec> Dpo(
        Choice<double>? beta = null,
        Choice<PreferenceLoss>? loss = null,
        Choice<double>? labelSmoothing = null,
        Choice<bool>? reference = null
    ) =>
        Choice.From<IObjectiveSpec>(
            p => new PreferenceSpec
            {
                Beta = beta?.At(p) ?? 0.1,
                Loss = loss?.At(p) ?? PreferenceLoss.Sigmoid,
                LabelSmoothing = labelSmoothing?.At(p) ?? 0,
                Reference = reference?.At(p) ?? true,
            },
            Choice.Origins(beta?.Origin, loss?.Origin, labelSmoothing?.Origin, reference?.Origin)
        );

    /// <summary>
    /// Elastic weight consolidation (Kirkpatrick et al. 2017): a penalty for leaving weights that matter to what the base knows.
    /// </summary>
    /// <param name="strength">λ, above 0.</param>
    /// <param name="keep">What is to be kept: examples by count, such as <c>Fixed(Lang("en"), 200)</c>.</param>
    /// <param name="within">What is learnt; <c>CrossEntropy()</c> by default.</param>
    public static Choice<IObjectiveSpec> Ewc(Choice<double> strength, MixtureChoice keep, Choice<IObjectiveSpec>? within = null) =>
        Choice.From<IObjectiveSpec>(
            p => new ConsolidationSpec(strength.At(p), keep.At(p), within?.At(p) ?? CrossEntropySpec.Default),
            Choice.Origins(strength.Origin, within?.Origin)
        );
}
