using Clt.Recipes.Grid;
using Clt.Recipes.Models;
using Clt.Recipes.Training.Objectives;

namespace Clt.Plugins.Training.Objectives.Masked;

/// <summary>
/// Words for pre-training an encoder further on pairs of texts, and for fine-tuning what it gives. Every number may be an axis.
/// </summary>
[RecipeApi]
public static class MaskedWords
{
    /// <summary>
    /// Masked language modelling, MLM (Devlin et al. 2019), of pairs of texts: hidden tokens are told from their own text. For a stage that
    /// trains an encoder on <c>Translations(…)</c>.
    /// </summary>
    /// <param name="masking">Which tokens are hidden; <c>Masks(0.15, mask: 0.8, random: 0.1)</c> by default.</param>
    public static Choice<IObjectiveSpec> Mlm(Choice<MaskingSpec>? masking = null) => Of(MaskedReading.Apart, masking);

    /// <summary>
    /// Translation language modelling, TLM (Conneau and Lample 2019): a text and its translation are one sequence, so that hidden tokens
    /// are told from both. Positions go on over both, and no embedding tells the language.
    /// </summary>
    /// <inheritdoc cref="Mlm"/>
    public static Choice<IObjectiveSpec> Tlm(Choice<MaskingSpec>? masking = null) => Of(MaskedReading.Joined, masking);

    /// <summary>
    /// Cross-attention masked language modelling, CA-MLM (VECO: Luo et al. 2021): hidden tokens are told from their own text, and once more
    /// from the other as well, by cross-attention in every layer, which is added to the encoder.
    /// </summary>
    /// <inheritdoc cref="Mlm"/>
    public static Choice<IObjectiveSpec> CaMlm(Choice<MaskingSpec>? masking = null) => Of(MaskedReading.Across, masking);

    /// <summary>
    /// Replaced token detection, ELECTRA (Clark et al. 2020): hidden tokens are told, what is drawn for them stands in their places, and of
    /// every token it is told whether it was replaced. Generator and discriminator are one encoder with all weights tied.
    /// </summary>
    /// <param name="masking">Which tokens are hidden; <c>Masks(0.15, mask: 1, random: 0)</c> by default.</param>
    /// <param name="weight">Of the second loss, above 0; 50 by default.</param>
    public static Choice<IObjectiveSpec> ReplacedTokens(Choice<MaskingSpec>? masking = null, Choice<double>? weight = null) =>
        Choice.From<IObjectiveSpec>(
            p => new ReplacedTokensSpec(
                masking?.At(p)
                    ?? new MaskingSpec
                    {
                        Rate = 0.15,
                        Mask = 1,
                        Random = 0,
                    },
                weight?.At(p) ?? 50
            ),
            Choice.Origins(masking?.Origin, weight?.Origin)
        );

    /// <summary>
    /// Fine-tunes an encoder on labels of pairs with cross-attention plugged in (VECO: Luo et al. 2021): the classifier reads the states of
    /// the first text by itself and those that have attended to the second. An encoder that has none gets a fresh one. Without this word it
    /// is plugged out, and pairs are joined.
    /// </summary>
    /// <param name="within">What is learnt; <c>CrossEntropy()</c> by default.</param>
    public static Choice<IObjectiveSpec> PluggedIn(Choice<IObjectiveSpec>? within = null) =>
        Choice.From<IObjectiveSpec>(p => new PluggedInSpec(within?.At(p) ?? CrossEntropySpec.Default), Choice.Origins(within?.Origin));

    private static Choice<IObjectiveSpec> Of(MaskedReading reading, Choice<MaskingSpec>? masking) =>
        Choice.From<IObjectiveSpec>(
            p => new MaskedSpec(
                reading,
                masking?.At(p)
                    ?? new MaskingSpec
                    {
                        Rate = 0.15,
                        Mask = 0.8,
                        Random = 0.1,
                    }
            ),
            Choice.Origins(masking?.Origin)
        );
}
