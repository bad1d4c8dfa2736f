using Clt.Engine.Objectives;
using Clt.Recipes.Grid;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;
using Clt.Recipes.Objectives;

namespace Clt;

/// <summary>Words for what fine-tuning minimises.</summary>
public static partial class Recipe
{
    /// <summary>KL(teacher ‖ student): the student covers all that the teacher says.</summary>
    public const Divergence ForwardKl = Divergence.ForwardKl;

    /// <summary>KL(student ‖ teacher): the student keeps to what the teacher says most.</summary>
    public const Divergence ReverseKl = Divergence.ReverseKl;

    /// <summary>Between the two, by <c>beta</c>.</summary>
    public const Divergence JensenShannon = Divergence.JensenShannon;

    /// <summary>Cross-entropy with the teacher's distribution.</summary>
    public const Divergence SoftLabels = Divergence.SoftCrossEntropy;

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

    /// <summary>Cross-entropy of target tokens: what is minimised unless another objective is named.</summary>
    /// <param name="labelSmoothing">Share of a target's probability that is spread over the vocabulary.</param>
    /// <param name="dft">Weigh each target with its probability: dynamic fine-tuning.</param>
    /// <param name="wholeText">Take the tokens of prompts as targets too: plain language modelling in place of completion only.</param>
    /// <param name="dropout">Let an encoder's states drop out in training, by the shares of its config.json; not for other models.</param>
    public static Choice<ObjectiveSpec> CrossEntropy(
        Choice<double>? labelSmoothing = null, Choice<bool>? dft = null, Choice<bool>? wholeText = null, Choice<bool>? dropout = null) =>
        Choice.From<ObjectiveSpec>(
            p => new CrossEntropySpec(labelSmoothing?.At(p) ?? 0, dft?.At(p) ?? false, wholeText?.At(p) ?? false)
            {
                Dropout = dropout?.At(p) ?? false,
            },
            Choice.Origins(labelSmoothing?.Origin, dft?.Origin, wholeText?.Origin, dropout?.Origin));

    /// <summary>
    /// R-Drop (Wu et al. 2021): cross-entropy of two passes that drop out other states, and their divergence. What drops out is an
    /// encoder's states, by the shares of its config.json, or the input of a decoder's <c>Lora(dropout: 0.1)</c>.
    /// </summary>
    /// <param name="alpha">Weight of the divergence; 1 by default.</param>
    public static Choice<ObjectiveSpec> RDrop(Choice<double>? alpha = null) =>
        Choice.From<ObjectiveSpec>(p => new RDropSpec(alpha?.At(p) ?? 1), Choice.Origins(alpha?.Origin));

    /// <summary>Distillation from another model with the same vocabulary (Hinton et al. 2015).</summary>
    /// <param name="from">The teacher: a Hugging Face folder.</param>
    /// <param name="divergence"><see cref="ForwardKl"/>, <see cref="ReverseKl"/>, <see cref="JensenShannon"/> or <see cref="SoftLabels"/>.</param>
    /// <param name="temperature">Both models' logits are divided by it.</param>
    /// <param name="hard">Share of the cross-entropy with the data's own tokens, in [0, 1].</param>
    /// <param name="beta">The teacher's weight in <see cref="JensenShannon"/>.</param>
    /// <param name="wholeText">Take the tokens of prompts as targets too.</param>
    public static Choice<ObjectiveSpec> Distil(
        Choice<string> from,
        Choice<Divergence>? divergence = null,
        Choice<double>? temperature = null,
        Choice<double>? hard = null,
        Choice<double>? beta = null,
        Choice<bool>? wholeText = null) =>
        Distil(from.Select(f => (BaseSpec)new FolderSpec(f)), divergence, temperature, hard, beta, wholeText);

    /// <summary>Distillation from another base of the study.</summary>
    /// <inheritdoc cref="Distil(Choice{string}, Choice{Divergence}, Choice{double}, Choice{double}, Choice{double}, Choice{bool})"/>
    public static Choice<ObjectiveSpec> Distil(
        Choice<BaseSpec> from,
        Choice<Divergence>? divergence = null,
        Choice<double>? temperature = null,
        Choice<double>? hard = null,
        Choice<double>? beta = null,
        Choice<bool>? wholeText = null) => Choice.From<ObjectiveSpec>(
        p =>
        {
            var settings = new DistillationSettings
            {
                Divergence = divergence?.At(p) ?? Divergence.ForwardKl,
                Temperature = temperature?.At(p) ?? 1,
                HardShare = hard?.At(p) ?? 0,
                Beta = beta?.At(p) ?? 0.5,
            };
            return new DistilSpec(from.At(p), settings, wholeText?.At(p) ?? false);
        },
        Choice.Origins(from.Origin, divergence?.Origin, temperature?.Origin, hard?.Origin, beta?.Origin, wholeText?.Origin));

    /// <summary>Direct preference optimisation (Rafailov et al. 2023). Its examples need a worse answer: the task <c>Preferences(…)</c> gives them.</summary>
    /// <param name="beta">How far the model may leave the base: small lets it go far.</param>
    /// <param name="loss"><see cref="SigmoidLoss"/>, <see cref="RobustLoss"/>, <see cref="HingeLoss"/>, <see cref="IpoLoss"/> and others that end in Loss.</param>
    /// <param name="labelSmoothing">Share of pairs that may be swapped.</param>
    /// <param name="reference">Whether the base, as it was, is the reference; else there is none.</param>
    public static Choice<ObjectiveSpec> Dpo(
        Choice<double>? beta = null, Choice<PreferenceLoss>? loss = null, Choice<double>? labelSmoothing = null, Choice<bool>? reference = null) =>
        Choice.From<ObjectiveSpec>(
            p =>
            {
                var settings = new PreferenceSettings
                {
                    Beta = beta?.At(p) ?? 0.1,
                    Loss = loss?.At(p) ?? PreferenceLoss.Sigmoid,
                    LabelSmoothing = labelSmoothing?.At(p) ?? 0,
                };
                return new DpoSpec(settings, reference?.At(p) ?? true);
            },
            Choice.Origins(beta?.Origin, loss?.Origin, labelSmoothing?.Origin, reference?.Origin));

    /// <summary>Elastic weight consolidation (Kirkpatrick et al. 2017): a penalty for leaving weights that matter to what the base knows.</summary>
    /// <param name="strength">λ, above 0.</param>
    /// <param name="keep">What is to be kept: examples by count, such as <c>Fixed(Lang("en"), 200)</c>.</param>
    /// <param name="within">What is learnt; <c>CrossEntropy()</c> by default.</param>
    public static Choice<ObjectiveSpec> Ewc(Choice<double> strength, MixtureChoice keep, Choice<ObjectiveSpec>? within = null) =>
        Choice.From<ObjectiveSpec>(
            p => new EwcSpec(strength.At(p), keep.At(p), within?.At(p) ?? ObjectiveSpec.Default), Choice.Origins(strength.Origin, within?.Origin));
}
