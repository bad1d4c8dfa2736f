using Clt.Engine.Objectives;
using Clt.Recipes.Grid;
using Clt.Recipes.Models;
using Clt.Recipes.Training.Objectives;

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

    /// <summary>Cross-entropy of target tokens: what is minimised unless another objective is named.</summary>
    /// <param name="labelSmoothing">Share of a target's probability that is spread over the vocabulary.</param>
    /// <param name="dft">Weigh each target with its probability: dynamic fine-tuning.</param>
    /// <param name="wholeText">Take the tokens of prompts as targets too: plain language modelling in place of completion only.</param>
    /// <param name="dropout">Let an encoder's states drop out in training, by the shares of its config.json; not for other models.</param>
    public static Choice<IObjectiveSpec> CrossEntropy(
        Choice<double>? labelSmoothing = null,
        Choice<bool>? dft = null,
        Choice<bool>? wholeText = null,
        Choice<bool>? dropout = null
    ) =>
        Choice.From<IObjectiveSpec>(
            p => new CrossEntropySpec(labelSmoothing?.At(p) ?? 0, dft?.At(p) ?? false, wholeText?.At(p) ?? false)
            {
                Dropout = dropout?.At(p) ?? false,
            },
            Choice.Origins(labelSmoothing?.Origin, dft?.Origin, wholeText?.Origin, dropout?.Origin)
        );

    /// <summary>
    /// R-Drop (Wu et al. 2021): cross-entropy of two passes that drop out other states, and their divergence. What drops out is an
    /// encoder's states, by the shares of its config.json, or the input of a decoder's <c>Lora(dropout: 0.1)</c>.
    /// </summary>
    /// <param name="alpha">Weight of the divergence; 1 by default.</param>
    public static Choice<IObjectiveSpec> RDrop(Choice<double>? alpha = null) =>
        Choice.From<IObjectiveSpec>(p => new RDropSpec(alpha?.At(p) ?? 1), Choice.Origins(alpha?.Origin));

    /// <summary>Distillation from another model with the same vocabulary (Hinton et al. 2015).</summary>
    /// <param name="from">The teacher: a Hugging Face folder.</param>
    /// <param name="divergence">
    /// <see cref="ForwardKl"/>, <see cref="ReverseKl"/>, <see cref="JensenShannon"/> or <see cref="SoftLabels"/>.
    /// </param>
    /// <param name="temperature">Both models' logits are divided by it.</param>
    /// <param name="hard">Share of the cross-entropy with the data's own tokens, in [0, 1].</param>
    /// <param name="beta">The teacher's weight in <see cref="JensenShannon"/>.</param>
    /// <param name="wholeText">Take the tokens of prompts as targets too.</param>
    public static Choice<IObjectiveSpec> Distil(
        Choice<string> from,
        Choice<Divergence>? divergence = null,
        Choice<double>? temperature = null,
        Choice<double>? hard = null,
        Choice<double>? beta = null,
        Choice<bool>? wholeText = null
    ) => Distil(from.Select(f => (BaseSpec)FolderSpec.Of(f)), divergence, temperature, hard, beta, wholeText);

    /// <summary>Distillation from another base of the study.</summary>
    /// <inheritdoc cref="Distil(Choice{string}, Choice{Divergence}, Choice{double}, Choice{double}, Choice{double}, Choice{bool})"/>
    public static Choice<IObjectiveSpec> Distil(
        Choice<BaseSpec> from,
        Choice<Divergence>? divergence = null,
        Choice<double>? temperature = null,
        Choice<double>? hard = null,
        Choice<double>? beta = null,
        Choice<bool>? wholeText = null
    ) =>
        Choice.From<IObjectiveSpec>(
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
            Choice.Origins(from.Origin, divergence?.Origin, temperature?.Origin, hard?.Origin, beta?.Origin, wholeText?.Origin)
        );
}
