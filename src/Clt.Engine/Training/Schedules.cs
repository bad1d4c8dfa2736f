namespace Clt.Engine.Training;

/// <summary>The schedules there are. Sources: transformers' optimization module, named in each.</summary>
public static class Schedules
{
    /// <summary>The full rate throughout, after an optional linear warm-up (<c>constant_with_warmup</c>).</summary>
    public static Schedule Constant(double rate, double warmup = 0) => new("constant", rate, warmup, (k, w, _) => k < w ? k / Math.Max(1, w) : 1);

    /// <summary>Linear warm-up, then linearly to a share of the full rate, 0 by default, at the last step (<c>linear</c>).</summary>
    public static Schedule Linear(double rate, double warmup = 0, double floorShare = 0) =>
        new("linear", rate, warmup, (k, w, n) => k < w
            ? k / Math.Max(1, w)
            : Math.Max(0, (n - k) / Math.Max(1, n - w)) * (1 - floorShare) + floorShare);

    /// <summary>Linear warm-up, then along a cosine to 0 (<c>cosine</c>); with more than half a cycle it rises again.</summary>
    public static Schedule Cosine(double rate, double warmup = 0, double cycles = 0.5) =>
        new("cosine", rate, warmup, (k, w, n) => k < w ? k / Math.Max(1, w) : Math.Max(0, Wave((k - w) / Math.Max(1, n - w) * cycles * 2)));

    /// <summary>As <see cref="Cosine"/>, but down to a share of the full rate (<c>cosine_with_min_lr</c>).</summary>
    public static Schedule CosineToFloor(double rate, double floorShare, double warmup = 0, double cycles = 0.5) =>
        new("cosine-to-floor", rate, warmup, (k, w, n) => k < w
            ? k / Math.Max(1, w)
            : Math.Max(0, Wave((k - w) / Math.Max(1, n - w) * cycles * 2) * (1 - floorShare) + floorShare));

    /// <summary>Cosine with hard restarts at the full rate (<c>cosine_with_restarts</c>).</summary>
    public static Schedule CosineWithRestarts(double rate, int cycles, double warmup = 0) =>
        new("cosine-with-restarts", rate, warmup, (k, w, n) =>
        {
            if (k < w) return k / Math.Max(1, w);
            var progress = (k - w) / Math.Max(1, n - w);
            return progress >= 1 ? 0 : Math.Max(0, Wave(cycles * progress % 1));
        });

    /// <summary>A polynomial from the full rate to <paramref name="end"/> (<c>polynomial</c>).</summary>
    public static Schedule Polynomial(double rate, double end = 1e-7, double power = 1, double warmup = 0) =>
        new("polynomial", rate, warmup, (k, w, n) =>
        {
            if (k < w) return k / Math.Max(1, w);
            if (k > n) return end / rate;
            return ((rate - end) * Math.Pow(1 - (k - w) / (n - w), power) + end) / rate;
        });

    /// <summary>Falls with the inverse square root of the step (<c>inverse_sqrt</c>).</summary>
    /// <param name="rate">The full rate.</param>
    /// <param name="timescale">Steps; null: the warm-up's, or 10,000 without one.</param>
    /// <param name="warmup">Warm-up steps or share.</param>
    public static Schedule InverseSquareRoot(double rate, double? timescale = null, double warmup = 0) =>
        new("inverse-square-root", rate, warmup, (k, w, _) =>
        {
            if (k < w) return k / Math.Max(1, w);
            var scale = timescale ?? (w > 0 ? w : 10_000);
            return 1 / Math.Sqrt((k + scale - w) / scale);
        });

    /// <summary>Cosine down to a share, whose warm-up starts at a share above 0 and is one step ahead (<c>cosine_warmup_with_min_lr</c>).</summary>
    /// <param name="rate">The full rate.</param>
    /// <param name="floorShare">Share of the full rate at the end.</param>
    /// <param name="warmup">Warm-up steps or share.</param>
    /// <param name="startShare">Share at the first step; null: one warm-up step's worth.</param>
    public static Schedule CosineFromStart(double rate, double floorShare, double warmup = 0, double? startShare = null) =>
        new("cosine-from-start", rate, warmup, (k, w, n) =>
        {
            if (k < w) return startShare is { } start ? start + (1 - start) * k / Math.Max(1, w - 1) : (k + 1) / Math.Max(1, w);
            return Math.Max(0, Wave((k + 1 - w) / Math.Max(1, n - w)) * (1 - floorShare) + floorShare);
        });

    /// <summary>Warm-up, a plateau, then down over a number of steps (<c>warmup_stable_decay</c>).</summary>
    /// <param name="rate">The full rate.</param>
    /// <param name="decaySteps">Steps of the way down.</param>
    /// <param name="warmup">Warm-up steps or share.</param>
    /// <param name="stableSteps">Steps of the plateau; null: all that are left.</param>
    /// <param name="floorShare">Share of the full rate before the warm-up and after the decay.</param>
    /// <param name="rise">Shape of the warm-up.</param>
    /// <param name="fall">Shape of the decay.</param>
    public static Schedule WarmupStableDecay(
        double rate, int decaySteps, double warmup = 0, int? stableSteps = null, double floorShare = 0, Ramp rise = Ramp.Linear,
        Ramp fall = Ramp.Cosine) =>
        new("warmup-stable-decay", rate, warmup, (k, w, n) =>
        {
            var stable = stableSteps ?? n - w - decaySteps;
            var share = k < w ? Fall(rise, 1 - k / Math.Max(1, w))
                : k < w + stable ? 1
                : k < w + stable + decaySteps ? Fall(fall, (k - w - stable) / Math.Max(1, decaySteps))
                : 0;
            return k >= w && k < w + stable ? 1 : share * (1 - floorShare) + floorShare;
        });

    /// <summary>The full rate, lowered whenever the validation loss has not fallen for a while (<c>reduce_lr_on_plateau</c>).</summary>
    public static Schedule ReduceOnPlateau(double rate, PlateauSettings settings, double warmup = 0) =>
        new("reduce-on-plateau", rate, warmup, (k, w, _) => k < w ? k / Math.Max(1, w) : 1, losses => settings.Rate(rate, losses) / rate);

    /// <summary>The full rate, raised while the validation loss falls and lowered while it does not (<c>greedy</c>).</summary>
    /// <exception cref="InputException">A number is out of range: all are listed.</exception>
    public static Schedule Greedy(double rate, GreedySettings settings, double warmup = 0)
    {
        settings.Check();
        return new("greedy", rate, warmup, (k, w, _) => k < w ? k / Math.Max(1, w) : 1, losses => settings.Rate(rate, losses) / rate);
    }

    private static double Fall(Ramp shape, double progress) => shape switch
    {
        Ramp.Linear => 1 - progress,
        Ramp.Cosine => Wave(progress),
        _ => 1 - Math.Sqrt(progress),
    };

    /// <summary>1 at progress 0, 0 at progress 1, and back, along a cosine.</summary>
    private static double Wave(double progress) => 0.5 * (1 + Math.Cos(Math.PI * progress));
}
