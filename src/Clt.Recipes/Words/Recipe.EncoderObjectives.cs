using Clt.Recipes.Grid;
using Clt.Recipes.Training.Objectives;

namespace Clt;

public static partial class Recipe
{
    /// <summary>For tags of words: those of a text are learnt and given together, by a conditional random field.</summary>
    /// <param name="dropout">Let states drop out in training, by the shares of the encoder's config.json; not by default.</param>
    public static Choice<IObjectiveSpec> RandomField(Choice<bool>? dropout = null) =>
        Choice.From<IObjectiveSpec>(p => new RandomFieldSpec { Dropout = dropout?.At(p) ?? false }, Choice.Origins(dropout?.Origin));

    /// <summary>
    /// For translations: each is told apart from others by its cosine (InfoNCE in both directions), which is what they learn unless told
    /// otherwise.
    /// </summary>
    /// <param name="temperature">Divides cosines; 0.05 by default.</param>
    /// <param name="group">Most pairs that are told apart from each other; 64 by default.</param>
    public static Choice<IObjectiveSpec> Contrast(Choice<double>? temperature = null, Choice<int>? group = null) =>
        Choice.From<IObjectiveSpec>(
            p => new AlignmentSpec(temperature?.At(p) ?? 0.05, group?.At(p) ?? 64),
            Choice.Origins(temperature?.Origin, group?.Origin)
        );

    /// <summary>For translations: the squared difference of the two mean states alone.</summary>
    public static Choice<IObjectiveSpec> SquaredDifference() => Choice.From<IObjectiveSpec>(_ => new AlignmentSpec(null, 2));
}
