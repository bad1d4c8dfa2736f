using Clt.Engine.Adapters;
using Clt.Recipes.Adapters;
using Clt.Recipes.Grid;

namespace Clt;

/// <summary>Words for what is trained in place of all weights.</summary>
public static partial class Recipe
{
    /// <summary>
    /// A stage starts from the model with the adapter of the stage before merged into its weights (<see cref="AdapterBefore.Merge"/>).
    /// </summary>
    public const AdapterBefore MergeAdapter = AdapterBefore.Merge;

    /// <summary>
    /// The adapter of the stage before stays as it is below a fresh one, or around the model's own weights where there is none (<see
    /// cref="AdapterBefore.Keep"/>).
    /// </summary>
    public const AdapterBefore KeepAdapter = AdapterBefore.Keep;

    /// <summary>
    /// The same, and each language is tested with the adapter that the stage before, trained on that language, has (<see
    /// cref="AdapterBefore.Exchange"/>).
    /// </summary>
    public const AdapterBefore ExchangeAdapter = AdapterBefore.Exchange;

    /// <summary>The adapter of the stage before is trained further (<see cref="AdapterBefore.Continue"/>).</summary>
    public const AdapterBefore ContinueAdapter = AdapterBefore.Continue;

    /// <summary>No adapter: for an axis that compares adapters with training all weights.</summary>
    public static Choice<IAdapterSpec?> AllWeights { get; } = new(_ => null, "recipe");

    /// <summary>LoRA (Hu et al. 2022) and its variants.</summary>
    /// <param name="rank">r; 8 by default.</param>
    /// <param name="alpha">The update is scaled by alpha / r; 2 r by default, so that the scale does not move with the rank.</param>
    /// <param name="dropout">Share of the input of A that is dropped in training.</param>
    /// <param name="targets">
    /// Ends of names of linear layers, with spaces between (<c>"q_proj v_proj"</c>); all of the blocks by default.
    /// </param>
    /// <param name="rsLora">Scale by alpha / √r instead (Kalajdzievski 2023).</param>
    /// <param name="dora">DoRA (Liu et al. 2024).</param>
    /// <param name="loraPlus">LoRA+ (Hayou et al. 2024): the learning rate of B over that of A; 16 is usual.</param>
    /// <param name="above">The folder of a trained adapter that stays as it is below this one.</param>
    public static Choice<IAdapterSpec?> Lora(
        Choice<int>? rank = null,
        Choice<double>? alpha = null,
        Choice<double>? dropout = null,
        Choice<string>? targets = null,
        Choice<bool>? rsLora = null,
        Choice<bool>? dora = null,
        Choice<double>? loraPlus = null,
        Choice<string>? above = null
    ) =>
        Choice.From<IAdapterSpec?>(
            p =>
            {
                var size = rank?.At(p) ?? 8;
                return new LoraSettings
                {
                    Rank = size,
                    Alpha = alpha?.At(p) ?? 2.0 * size,
                    Dropout = dropout?.At(p) ?? 0,
                    Targets = targets?.At(p).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) ?? [LoraSettings.AllLinear],
                    RankStabilized = rsLora?.At(p) ?? false,
                    Dora = dora?.At(p) ?? false,
                    RateRatio = loraPlus?.At(p) ?? 1,
                    Above = above?.At(p),
                };
            },
            Choice.Origins(
                rank?.Origin,
                alpha?.Origin,
                dropout?.Origin,
                targets?.Origin,
                rsLora?.Origin,
                dora?.Origin,
                loraPlus?.Origin,
                above?.Origin
            )
        );
}
