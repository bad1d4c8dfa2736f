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

    /// <summary>
    /// Online elastic weight consolidation (Schwarz et al. 2018): the penalty of a stage is by what all stages before have learnt, older
    /// ones discounted. For stages after the first, and for streams.
    /// </summary>
    /// <param name="strength">λ, above 0; 20 in M'hamdi et al. 2023.</param>
    /// <param name="decay">What a stage's information counts for each stage that has followed; 0.01 there, and by default.</param>
    /// <param name="examples">Of each stage, from which its information is computed, one by one; 200 by default.</param>
    /// <param name="within">What is learnt; <c>CrossEntropy()</c> by default.</param>
    public static Choice<IObjectiveSpec> OnlineEwc(
        Choice<double> strength,
        Choice<double>? decay = null,
        Choice<int>? examples = null,
        Choice<IObjectiveSpec>? within = null
    ) =>
        Choice.From<IObjectiveSpec>(
            p => new OnlineConsolidationSpec(
                strength.At(p),
                decay?.At(p) ?? 0.01,
                examples?.At(p) ?? 200,
                within?.At(p) ?? CrossEntropySpec.Default
            ),
            Choice.Origins(strength.Origin, decay?.Origin, examples?.Origin, within?.Origin)
        );

    /// <summary>
    /// Experience replay, ER (Chaudhry et al. 2019): beside its own examples each step learns some of a memory, a reservoir of what the
    /// stages before have learnt. For stages after the first, and for streams.
    /// </summary>
    /// <param name="memory">Most examples that are kept, of all stages before together.</param>
    /// <param name="drawn">Examples of the memory that a step learns; 16 by default.</param>
    /// <param name="within">What is learnt; <c>CrossEntropy()</c> by default.</param>
    public static Choice<IObjectiveSpec> Replay(Choice<int> memory, Choice<int>? drawn = null, Choice<IObjectiveSpec>? within = null) =>
        Remembering(ReplayLoss.Examples, memory, drawn, null, within);

    /// <summary>
    /// Distillation on logits from the model before a stage (M'hamdi et al. 2023): the encoder's logits for examples of a memory stay near
    /// those that it had. For stages after the first, and for streams.
    /// </summary>
    /// <inheritdoc cref="Replay"/>
    /// <param name="weight">Of the mean of squared differences beside the loss; 1 by default.</param>
    public static Choice<IObjectiveSpec> ReplayLogits(
        Choice<int> memory,
        Choice<int>? drawn = null,
        Choice<double>? weight = null,
        Choice<IObjectiveSpec>? within = null
    ) => Remembering(ReplayLoss.Logits, memory, drawn, weight, within);

    /// <summary>The same of the states of the encoder's last layer.</summary>
    /// <inheritdoc cref="ReplayLogits"/>
    public static Choice<IObjectiveSpec> ReplayStates(
        Choice<int> memory,
        Choice<int>? drawn = null,
        Choice<double>? weight = null,
        Choice<IObjectiveSpec>? within = null
    ) => Remembering(ReplayLoss.States, memory, drawn, weight, within);

    /// <summary>
    /// Averaged gradient episodic memory, A-GEM (Chaudhry et al. 2019): what of a step's gradient would raise the loss of examples of a
    /// memory is taken away. For stages after the first, and for streams.
    /// </summary>
    /// <inheritdoc cref="Replay"/>
    public static Choice<IObjectiveSpec> AGem(Choice<int> memory, Choice<int>? drawn = null, Choice<IObjectiveSpec>? within = null) =>
        Remembering(ReplayLoss.Gradients, memory, drawn, null, within);

    private static Choice<IObjectiveSpec> Remembering(
        ReplayLoss loss,
        Choice<int> memory,
        Choice<int>? drawn,
        Choice<double>? weight,
        Choice<IObjectiveSpec>? within
    ) =>
        Choice.From<IObjectiveSpec>(
            p => new ReplaySpec(loss, memory.At(p), drawn?.At(p) ?? 16, weight?.At(p) ?? 1, within?.At(p) ?? CrossEntropySpec.Default),
            Choice.Origins(memory.Origin, drawn?.Origin, weight?.Origin, within?.Origin)
        );

    /// <summary>
    /// Regularised alignment for joint intents and slots (Liu et al. 2020), on a random field of slots, with dropout; for a stage behind
    /// one that has learnt the task.
    /// </summary>
    /// <param name="labels">
    /// Label regularisation: two utterances, of two languages where a batch has several, are to be as near as an encoder of label sequences
    /// finds their slot labels, which is fitted to the stage before.
    /// </param>
    /// <param name="latents">
    /// Adversarial latent variable model: numbers of the Gaussian latent variables of texts and words that labels are read from; 150 in the
    /// authors' commands, 0 for none.
    /// </param>
    /// <param name="labelNoise">What the noise of a text's variable is multiplied with in training; 0.5 by default.</param>
    /// <param name="tagNoise">The same of a word's; 0.1 by default.</param>
    /// <param name="width">Hidden size of each direction of the encoder of label sequences; 150 by default.</param>
    /// <param name="epochs">Passes in which it is fitted; 10 by default.</param>
    public static Choice<IObjectiveSpec> RegularisedAlignment(
        Choice<bool>? labels = null,
        Choice<int>? latents = null,
        Choice<double>? labelNoise = null,
        Choice<double>? tagNoise = null,
        Choice<int>? width = null,
        Choice<int>? epochs = null
    ) =>
        Choice.From<IObjectiveSpec>(
            p => new RegularisedAlignmentSpec(
                labels?.At(p) ?? true,
                latents?.At(p) ?? 0,
                labelNoise?.At(p) ?? 0.5,
                tagNoise?.At(p) ?? 0.1,
                new LabelSequenceSettings() with
                {
                    Width = width?.At(p) ?? 150,
                    Epochs = epochs?.At(p) ?? 10,
                }
            ),
            Choice.Origins(labels?.Origin, latents?.Origin, labelNoise?.Origin, tagNoise?.Origin, width?.Origin, epochs?.Origin)
        );
}
