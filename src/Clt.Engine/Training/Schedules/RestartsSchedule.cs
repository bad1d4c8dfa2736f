namespace Clt.Engine.Training.Schedules;

/// <summary>Cosine learning-rate schedule with hard restarts at the peak (<c>cosine_with_restarts</c>).</summary>
/// <param name="Cycles">Times that it falls; at least 1.</param>
/// <inheritdoc/>
public sealed record RestartsSchedule(double Peak, int Cycles, double Warmup = 0) : Schedule(Peak, Warmup)
{
    protected override string Name => "cosine with restarts";

    protected override IReadOnlyList<(string Key, object? Value)> Settings => [("cycles", Cycles)];

    public override IEnumerable<Problem> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (Cycles < 1)
            yield return Wrong($"cycles is {Cycles}", "Give at least 1.");
    }

    protected override double After(double step, double warmup, double total)
    {
        var progress = Progress(step, warmup, total);
        return progress >= 1 ? 0 : Math.Max(0, Wave(Cycles * progress % 1));
    }
}
