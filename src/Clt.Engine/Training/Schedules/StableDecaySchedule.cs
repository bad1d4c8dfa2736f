namespace Clt.Engine.Training.Schedules;

/// <summary>Warm-up-stable-decay learning-rate schedule: the peak, then down over a number of steps (<c>warmup_stable_decay</c>).</summary>
/// <param name="Decay">Steps of the way down, at least 1.</param>
/// <inheritdoc/>
public sealed record StableDecaySchedule(double Peak, int Decay, double Warmup = 0, double Final = 0) : FallingSchedule(Peak, Warmup, Final)
{
    /// <summary>Steps at the peak; null: all that are left.</summary>
    public int? Stable { get; init; }

    /// <summary>Shape of the warm-up, which starts at the final share.</summary>
    public Ramp Rise { get; init; } = Ramp.Linear;

    /// <summary>Shape of the way down.</summary>
    public Ramp Fall { get; init; } = Ramp.Cosine;

    protected override string Name => "stable decay";

    protected override IReadOnlyList<(string Key, object? Value)> Settings =>
        [
            .. base.Settings,
            ("decay steps", Decay),
            ("stable steps", Stable),
            ("rise", Rise == Ramp.Linear ? null : Rise),
            ("fall", Fall == Ramp.Cosine ? null : Fall),
        ];

    public override IEnumerable<Problem> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (Decay < 1)
            yield return Wrong($"decay is {Decay} steps", "Give at least 1.");
        if (Stable is < 0)
            yield return Wrong($"stable is {Stable} steps", "Give 0 or more.");
    }

    protected override double Share(double step, double warmup, double total)
    {
        if (step >= warmup)
            return After(step, warmup, total);
        return Down(Rise, 1 - step / Math.Max(1, warmup)) * (1 - Final) + Final;
    }

    protected override double After(double step, double warmup, double total)
    {
        var stable = Stable ?? total - warmup - Decay;
        if (step < warmup + stable)
            return 1;
        var share = step < warmup + stable + Decay ? Down(Fall, (step - warmup - stable) / Math.Max(1, Decay)) : 0;
        return share * (1 - Final) + Final;
    }

    private static double Down(Ramp shape, double progress) =>
        shape switch
        {
            Ramp.Linear => 1 - progress,
            Ramp.Cosine => Wave(progress),
            Ramp.OneMinusSquareRoot => 1 - Math.Sqrt(progress),
            _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "There is no such ramp."),
        };
}
