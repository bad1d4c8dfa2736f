using Clt.Recipes.Grid;

namespace Clt.Plugins.Training.Schedules;

/// <summary>Words for learning rates that follow the validation loss, which is measured at checkpoints.</summary>
[RecipeApi]
public static class ScheduleWords
{
    /// <summary>The peak, lowered whenever the validation loss has not fallen for a while.</summary>
    /// <param name="peak">The highest rate.</param>
    /// <param name="factor">What the rate is multiplied with.</param>
    /// <param name="patience">Validation losses in a row that may fail to fall.</param>
    /// <param name="threshold">Share of the lowest loss by which a loss must be lower to count.</param>
    /// <param name="cooldown">Validation losses after a fall of the rate that are not counted.</param>
    /// <param name="least">The rate does not fall below.</param>
    /// <param name="warmup">Steps of linear rise from zero, or below 1 a share of all.</param>
    public static Choice<ISchedule> ReduceOnPlateau(
        Choice<double> peak,
        double factor = 0.1,
        int patience = 10,
        double threshold = 1e-4,
        int cooldown = 0,
        double least = 0,
        double warmup = 0
    ) =>
        peak.Select<ISchedule>(p => new PlateauSchedule(p, warmup)
        {
            Factor = factor,
            Patience = patience,
            Threshold = threshold,
            Cooldown = cooldown,
            LeastRate = least,
        });

    /// <summary>A rate that rises while the validation loss falls, and falls while it does not.</summary>
    /// <param name="peak">The rate to start with.</param>
    /// <param name="factor">What the rate is multiplied with where it falls and divided by where it rises.</param>
    /// <param name="patience">Validation losses in a row of one kind that change nothing yet.</param>
    /// <param name="threshold">How much lower than the lowest a loss must be to count as fallen.</param>
    /// <param name="least">The rate does not fall below.</param>
    /// <param name="greatest">The rate does not rise above.</param>
    /// <param name="warmup">Steps of linear rise from zero, or below 1 a share of all.</param>
    public static Choice<ISchedule> Greedy(
        Choice<double> peak,
        double factor = 0.95,
        int patience = 10,
        double threshold = 1e-6,
        double least = 1e-6,
        double greatest = 1,
        double warmup = 0
    ) =>
        peak.Select<ISchedule>(p => new GreedySchedule(p, warmup)
        {
            Factor = factor,
            Patience = patience,
            Threshold = threshold,
            LeastRate = least,
            GreatestRate = greatest,
        });
}
