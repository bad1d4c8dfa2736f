using static Clt.Kernels.Collectives.Mpi.MpiMethods;
using static TorchSharp.torch;

namespace Clt.Kernels.Collectives.Mpi;

/// <summary>Ranks that are processes, by Open MPI: over shared memory on a machine, over the network between machines.</summary>
/// <remarks>
/// A process has one, once: MPI cannot be started again. Processes that leave without <see cref="Finish"/> are lost to the others, which
/// <c>mpirun</c> and <c>srun</c> then end.
/// </remarks>
public sealed unsafe class MpiCollective : ICollective
{
    private readonly MpiThread _thread;

    private MpiCollective(MpiThread thread) => _thread = thread;

    /// <inheritdoc/>
    public int Rank => _thread.Rank;

    /// <inheritdoc/>
    public int Size => _thread.Size;

    /// <summary>Joins the others that were started with this process; returns when all are there.</summary>
    /// <param name="patience">How long this waits for them.</param>
    /// <param name="timeout">How long a collective waits for them.</param>
    /// <exception cref="CollectiveException">MPI is missing or refuses, or the others do not come.</exception>
    public static MpiCollective Join(TimeSpan patience, TimeSpan timeout) =>
        MpiLibrary.WhyNot is { } why ? throw new CollectiveException(why) : new MpiCollective(new MpiThread(patience, timeout));

    /// <inheritdoc/>
    public ICollectiveWork StartSum(Tensor part)
    {
        var type = MpiLibrary.NumberType(part.dtype);
        return Give(part, (data, count, request) => MPI_Iallreduce(InPlace, data, count, type, MpiLibrary.Sum, MpiLibrary.World, request));
    }

    /// <inheritdoc/>
    public ICollectiveWork StartBroadcast(Tensor part, int root)
    {
        var type = MpiLibrary.TypeOfSize(part.ElementSize);
        return Give(part, (data, count, request) => MPI_Ibcast(data, count, type, root, MpiLibrary.World, request));
    }

    /// <inheritdoc/>
    public ICollectiveWork StartBarrier() => Give(null, (_, _, request) => MPI_Ibarrier(MpiLibrary.World, request));

    /// <inheritdoc/>
    public void Announce(string text)
    {
        _thread.Announcements.Say(text);
        _thread.Wake();
    }

    /// <inheritdoc/>
    public string? Hear() => _thread.Announcements.Hear();

    /// <inheritdoc/>
    public void Finish() => _thread.End();

    /// <inheritdoc/>
    public void Dispose()
    {
        // Who has not finished is lost to the others when the process ends: finishing here would wait for them.
    }

    private MpiWork Give(Tensor? part, MpiWork.Start start) => _thread.Give(new MpiWork(_thread, part, start));
}
