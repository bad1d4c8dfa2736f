using Clt.Engine.Training;

namespace Clt.Recipes.Training;

/// <summary>A learning rate over the steps of a run.</summary>
/// <param name="Schedule">Its form.</param>
/// <param name="Peak">The highest rate.</param>
/// <param name="Warmup">Steps of linear rise from zero to the peak; below 1 a share of all steps.</param>
/// <param name="Final">The last rate as a fraction of the peak, in [0, 1].</param>
public sealed record LearningRate(Schedule Schedule, double Peak, double Warmup, double Final)
{
    /// <summary>Power of <see cref="Schedule.Polynomial"/>.</summary>
    public double? Power { get; init; }

    /// <summary>Times that <see cref="Schedule.Restarts"/> falls.</summary>
    public int? Cycles { get; init; }

    /// <summary>Steps of the way down of <see cref="Schedule.StableDecay"/>.</summary>
    public int? DecaySteps { get; init; }

    /// <summary>When <see cref="Schedule.OnPlateau"/> falls.</summary>
    public PlateauSettings? Plateau { get; init; }

    /// <summary>Those of the numbers above that there are, for a cell's name and the table of settings.</summary>
    internal IReadOnlyList<(string Key, object? Value)> Further =>
    [
        .. new (string Key, object? Value)[]
        {
            ("power", Power), ("cycles", Cycles), ("decay steps", DecaySteps), ("factor", Plateau?.Factor), ("patience of the rate", Plateau?.Patience),
            ("threshold", Plateau?.Threshold), ("cooldown", Plateau?.Cooldown), ("least rate", Plateau?.LeastRate),
        }.Where(n => n.Value is not null),
    ];

    internal IEnumerable<Problem> Problems()
    {
        if (Peak is not (> 0 and < 10)) yield return Wrong($"the learning rate is {Peak}", "Give a positive number, such as 1e-3.");
        if (!(Warmup >= 0)) yield return Wrong($"warmup is {Warmup}", "Give 0 or more steps, or a share of them below 1.");
        if (Final is not (>= 0 and <= 1)) yield return Wrong($"final is {Final}", "Give a fraction of the peak, from 0 to 1.");
        if (Power is <= 0) yield return Wrong($"power is {Power}", "Give a number above 0.");
        if (Cycles is < 1) yield return Wrong($"cycles is {Cycles}", "Give at least 1.");
        if (DecaySteps is < 1) yield return Wrong($"decay is {DecaySteps} steps", "Give at least 1.");
        if (Plateau is null) yield break;
        if (Plateau.Factor is not (> 0 and < 1)) yield return Wrong($"factor is {Plateau.Factor}", "Give a number between 0 and 1, such as 0.1.");
        if (Plateau.Patience < 0 || Plateau.Cooldown < 0 || Plateau.Threshold < 0 || Plateau.LeastRate < 0)
            yield return Wrong("a number of the plateau is negative", "Give 0 or more.");
    }

    private static Problem Wrong(string what, string mend) => new(what, "", mend);
}
