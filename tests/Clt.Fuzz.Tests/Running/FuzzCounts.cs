namespace Clt.Fuzz.Tests.Running;

/// <summary>What became of the inputs of a run.</summary>
/// <param name="Read">Read and used without a fault.</param>
/// <param name="Refused">Refused with messages that say what, where and how to mend it.</param>
/// <param name="MostMemory">The most that one input allocated above its share, in bytes a byte of the input.</param>
internal sealed record FuzzCounts(int Read, int Refused, double MostMemory)
{
    public int All => Read + Refused;
}
