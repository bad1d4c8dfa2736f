namespace Clt.Host.Bench;

/// <summary>What a case aims at.</summary>
/// <param name="Value">In the case's unit.</param>
/// <param name="AtMost">Whether it is the largest value that will do; else the smallest.</param>
internal sealed record BenchGoal(double Value, bool AtMost = false)
{
    public static implicit operator BenchGoal(double least) => new(least);

    public bool IsMetBy(double value) => AtMost ? value <= Value : value >= Value;
}
