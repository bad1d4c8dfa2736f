using Clt.Recipes.Grid;
using Clt.Recipes.Training;
using PlateauSettings = Clt.Engine.Training.PlateauSettings;

namespace Clt;

/// <summary>Words for learning rates. A warm-up is steps of linear rise from zero; below 1 it is a share of all steps.</summary>
public static partial class Recipe
{
    /// <summary>The same learning rate throughout, after a linear warm-up.</summary>
    public static Choice<LearningRate> Constant(Choice<double> peak, double warmup = 0) => Rate(Schedule.Constant, peak, warmup, 1);

    /// <summary>A learning rate that falls in a straight line to <paramref name="final"/> times its peak.</summary>
    public static Choice<LearningRate> Linear(Choice<double> peak, double warmup = 0, double final = 0) => Rate(Schedule.Linear, peak, warmup, final);

    /// <summary>A learning rate that falls in half a cosine to <paramref name="final"/> times its peak.</summary>
    public static Choice<LearningRate> Cosine(Choice<double> peak, double warmup = 0, double final = 0) => Rate(Schedule.Cosine, peak, warmup, final);

    /// <summary>A learning rate that falls in half a cosine to zero, <paramref name="cycles"/> times.</summary>
    public static Choice<LearningRate> CosineWithRestarts(Choice<double> peak, int cycles, double warmup = 0) =>
        Rate(Schedule.Restarts, peak, warmup, 0).Select(r => r with { Cycles = cycles });

    /// <summary>A learning rate that falls as a power of a straight line to <paramref name="final"/> times its peak.</summary>
    public static Choice<LearningRate> Polynomial(Choice<double> peak, double power, double warmup = 0, double final = 0) =>
        Rate(Schedule.Polynomial, peak, warmup, final).Select(r => r with { Power = power });

    /// <summary>A learning rate that falls with the inverse square root of the step.</summary>
    public static Choice<LearningRate> InverseSquareRoot(Choice<double> peak, double warmup = 0) => Rate(Schedule.InverseSquareRoot, peak, warmup, 0);

    /// <summary>The peak, and in the last <paramref name="decay"/> steps half a cosine down to <paramref name="final"/> times it.</summary>
    public static Choice<LearningRate> WarmupStableDecay(Choice<double> peak, int decay, double warmup = 0, double final = 0) =>
        Rate(Schedule.StableDecay, peak, warmup, final).Select(r => r with { DecaySteps = decay });

    /// <summary>The peak, lowered whenever the validation loss has not fallen for a while; it is measured at checkpoints.</summary>
    /// <param name="peak">The highest rate.</param>
    /// <param name="factor">What the rate is multiplied with.</param>
    /// <param name="patience">Validation losses in a row that may fail to fall.</param>
    /// <param name="threshold">Share of the lowest loss by which a loss must be lower to count.</param>
    /// <param name="cooldown">Validation losses after a fall of the rate that are not counted.</param>
    /// <param name="least">The rate does not fall below.</param>
    /// <param name="warmup">Steps, or below 1 a share of them.</param>
    public static Choice<LearningRate> ReduceOnPlateau(
        Choice<double> peak, double factor = 0.1, int patience = 10, double threshold = 1e-4, int cooldown = 0, double least = 0, double warmup = 0)
    {
        var plateau = new PlateauSettings { Factor = factor, Patience = patience, Threshold = threshold, Cooldown = cooldown, LeastRate = least };
        return Rate(Schedule.OnPlateau, peak, warmup, 1).Select(r => r with { Plateau = plateau });
    }

    private static Choice<LearningRate> Rate(Schedule schedule, Choice<double> peak, double warmup, double final) =>
        peak.Select(p => new LearningRate(schedule, p, warmup, final));
}
