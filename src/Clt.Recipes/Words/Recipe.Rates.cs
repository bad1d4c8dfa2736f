using Clt.Engine.Training.Schedules;
using Clt.Recipes.Grid;

namespace Clt;

/// <summary>Words for learning rates. A warm-up is steps of linear rise from zero; below 1 it is a share of all steps.</summary>
public static partial class Recipe
{
    /// <summary>The same learning rate throughout, after a linear warm-up.</summary>
    public static Choice<ISchedule> Constant(Choice<double> peak, double warmup = 0) =>
        peak.Select<ISchedule>(p => new ConstantSchedule(p, warmup));

    /// <summary>A learning rate that falls in a straight line to <paramref name="final"/> times its peak.</summary>
    public static Choice<ISchedule> Linear(Choice<double> peak, double warmup = 0, double final = 0) =>
        peak.Select<ISchedule>(p => new LinearSchedule(p, warmup, final));

    /// <summary>A learning rate that falls in half a cosine to <paramref name="final"/> times its peak.</summary>
    public static Choice<ISchedule> Cosine(Choice<double> peak, double warmup = 0, double final = 0) =>
        peak.Select<ISchedule>(p => new CosineSchedule(p, warmup, final));

    /// <summary>A learning rate that falls in half a cosine to zero, <paramref name="cycles"/> times.</summary>
    public static Choice<ISchedule> CosineWithRestarts(Choice<double> peak, int cycles, double warmup = 0) =>
        peak.Select<ISchedule>(p => new RestartsSchedule(p, cycles, warmup));

    /// <summary>A learning rate that falls as a power of a straight line to <paramref name="final"/> times its peak.</summary>
    public static Choice<ISchedule> Polynomial(Choice<double> peak, double power, double warmup = 0, double final = 0) =>
        peak.Select<ISchedule>(p => new PolynomialSchedule(p, power, warmup, final));

    /// <summary>A learning rate that falls with the inverse square root of the step.</summary>
    public static Choice<ISchedule> InverseSquareRoot(Choice<double> peak, double warmup = 0) =>
        peak.Select<ISchedule>(p => new InverseSquareRootSchedule(p, warmup));

    /// <summary>The peak, and in the last <paramref name="decay"/> steps half a cosine down to <paramref name="final"/> times it.</summary>
    public static Choice<ISchedule> WarmupStableDecay(Choice<double> peak, int decay, double warmup = 0, double final = 0) =>
        peak.Select<ISchedule>(p => new StableDecaySchedule(p, decay, warmup, final));
}
