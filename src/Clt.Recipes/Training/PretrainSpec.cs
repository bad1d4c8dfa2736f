using System.Globalization;
using Clt.Engine.Data;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;

namespace Clt.Recipes.Training;

/// <summary>A base that the study trains, from nothing.</summary>
/// <param name="Model">Its shape.</param>
/// <param name="Texts">What it is trained on.</param>
/// <param name="Tokens">Tokens to train on.</param>
/// <param name="Train">Batch, learning rate and the like; its epochs are not used.</param>
/// <param name="Seed">Seed of its weights and of the order of its data; null for a base of its own for every seed of the study.</param>
public sealed record PretrainSpec(IModelSpec Model, MixtureSpec Texts, long Tokens, TrainSpec Train, long? Seed) : BaseSpec
{
    /// <summary>Checkpoints that are kept, by the share of the tokens that they have seen, from 0 to 1; none by default.</summary>
    public IReadOnlyList<double> Keep { get; init; } = [];

    /// <summary>The kept checkpoint that is started from; null for the base at its end.</summary>
    public double? At { get; init; }

    /// <summary>A share as files and tables name it.</summary>
    public static string NameOf(double share) => share.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The settings that a recipe does not give.</summary>
    internal static TrainSpec Usual { get; } =
        new(128, new CosineSchedule(3e-3, 100, 0.1))
        {
            SelectBy = SelectBy.Last,
            WeightDecay = 0.1,
            Validation = 20,
            Overlong = new Overlong(OverlongAction.Truncate),
        };
}
