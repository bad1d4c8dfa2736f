namespace Clt.Engine.Parameters;

/// <summary>
/// What a run trains: the flat buffers that hold any trained parameter. For each, <see cref="FlatParameters.Ranges"/> says which parts, at
/// which decay and rate; with a frozen base and an adapter it is the adapter's buffer alone.
/// </summary>
public sealed class TrainableParameters(IEnumerable<FlatParameters> buffers)
{
    public IReadOnlyList<FlatParameters> Buffers { get; } = [.. buffers.Where(b => b.TrainedCount > 0)];

    /// <summary>Number of trained parameters.</summary>
    public long Count => Buffers.Sum(b => b.TrainedCount);

    /// <summary>Prepares all buffers for backward passes.</summary>
    public void UseGradients()
    {
        foreach (var buffer in Buffers)
            buffer.UseGradients();
    }
}
