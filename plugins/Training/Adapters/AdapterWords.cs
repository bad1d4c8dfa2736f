using Clt.Engine.Adapters;
using Clt.Recipes.Grid;

namespace Clt.Plugins.Training.Adapters;

/// <summary>Words for adapters besides LoRA. Every number may be an axis.</summary>
[RecipeApi]
public static class AdapterWords
{
    /// <summary>Bottleneck adapters stand behind the feed-forward layer (Pfeiffer et al. 2021).</summary>
    public const AdapterPlacement BehindFeedForward = AdapterPlacement.FeedForward;

    /// <summary>The same, reading the normalised sum with the residual stream (MAD-X: Pfeiffer et al. 2020); for encoders.</summary>
    public const AdapterPlacement BehindFeedForwardSum = AdapterPlacement.FeedForwardSum;

    /// <summary>Bottleneck adapters stand behind attention and behind the feed-forward layer (Houlsby et al. 2019).</summary>
    public const AdapterPlacement BehindBoth = AdapterPlacement.AttentionAndFeedForward;

    /// <summary>Bottleneck adapters stand behind the whole block (Lai et al. 2022).</summary>
    public const AdapterPlacement BehindBlock = AdapterPlacement.Block;

    /// <summary>Two small linear layers with a residual around them, in every block.</summary>
    /// <param name="width">Rows of the first; half of the model's width by default.</param>
    /// <param name="placement">
    /// <see cref="BehindFeedForward"/>, <see cref="BehindFeedForwardSum"/>, <see cref="BehindBoth"/> or <see cref="BehindBlock"/>.
    /// </param>
    /// <param name="activation">What stands between the two; ReLU by default.</param>
    /// <param name="norm">Whether a layer norm stands before them.</param>
    /// <param name="above">
    /// The folder of a trained adapter that stays as it is below these: a language's below a task's, as in MAD-X.
    /// </param>
    /// <param name="deviation">
    /// Standard deviation of fresh matrices, 0.02 by default; a small one, such as 0.001, begins near the model as it was, whose stream may
    /// be as small as what a fresh adapter adds to it.
    /// </param>
    public static Choice<IAdapterSpec?> Bottleneck(
        Choice<int>? width = null,
        Choice<AdapterPlacement>? placement = null,
        Choice<ActivationFunction>? activation = null,
        Choice<bool>? norm = null,
        Choice<string>? above = null,
        Choice<double>? deviation = null
    ) =>
        Choice.From<IAdapterSpec?>(
            p => new BottleneckSpec
            {
                Width = width?.At(p),
                Placement = placement?.At(p) ?? AdapterPlacement.FeedForward,
                Activation = activation?.At(p) ?? ActivationFunction.Relu,
                Norm = norm?.At(p) ?? false,
                Above = above?.At(p),
                Deviation = deviation?.At(p) ?? new BottleneckSpec().Deviation,
            },
            Choice.Origins(width?.Origin, placement?.Origin, activation?.Origin, norm?.Origin, above?.Origin, deviation?.Origin)
        );
}
