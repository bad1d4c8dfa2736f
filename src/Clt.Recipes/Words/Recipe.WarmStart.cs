using Clt.Engine.Models.Seq2Seq;
using Clt.Recipes.Grid;

namespace Clt;

public static partial class Recipe
{
    /// <summary>
    /// Warm-starting an encoder-decoder (Rothe et al. 2020; Conneau and Lample 2019): both stacks begin with the weights of the encoder
    /// that the stage finds, over its embedding. For <c>.Into(…)</c> and for <c>into:</c> of a stage.
    /// </summary>
    /// <param name="layers">Layers of the decoder, the encoder's last ones; all by default.</param>
    /// <param name="pluggedIn">
    /// Cross-attention begins with the encoder's own between texts, which <c>CaMlm(…)</c> has trained (VECO: Luo et al. 2021); fresh by
    /// default.
    /// </param>
    public static Choice<WarmStart?> EncoderDecoder(Choice<int>? layers = null, Choice<bool>? pluggedIn = null) =>
        Choice.From<WarmStart?>(
            p => new WarmStart { Layers = layers?.At(p), PluggedIn = pluggedIn?.At(p) ?? false },
            Choice.Origins(layers?.Origin, pluggedIn?.Origin)
        );

    /// <summary>The model stays what it is: for an axis at some of whose values it becomes another.</summary>
    public static Choice<WarmStart?> AsItIs { get; } = new(_ => null, "recipe");
}
