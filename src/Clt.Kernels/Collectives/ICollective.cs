using static TorchSharp.torch;

namespace Clt.Kernels.Collectives;

/// <summary>
/// Collective communication of ranks that work together. All of them start the same collectives, over as many elements, in the same order;
/// a collective runs beside the thread that started it. Disposing of it leaves the others, to whom the rank is then lost.
/// </summary>
public interface ICollective : IDisposable
{
    /// <summary>This one, from 0.</summary>
    int Rank { get; }

    /// <summary>Number of ranks.</summary>
    int Size { get; }

    /// <summary>All-reduce: adds up a range over all ranks, in place.</summary>
    /// <param name="part">[N], contiguous: nobody reads or writes it until the collective has ended. It is kept until then.</param>
    ICollectiveWork StartSum(Tensor part);

    /// <summary>Copies a range from one rank to all.</summary>
    /// <param name="part">As for <see cref="StartSum"/>.</param>
    /// <param name="root">Which rank has it.</param>
    ICollectiveWork StartBroadcast(Tensor part, int root);

    /// <summary>Ends when all ranks have started it.</summary>
    ICollectiveWork StartBarrier();

    /// <summary>Rank 0 tells the others something, and does not wait until they hear it.</summary>
    void Announce(string text);

    /// <summary>The next of rank 0's announcements; null while there is none.</summary>
    /// <exception cref="CollectiveException">Rank 0 has left.</exception>
    string? Hear();

    /// <summary>
    /// An orderly end: returns when all ranks have called it. Nothing is called after it but <see cref="IDisposable.Dispose"/>.
    /// </summary>
    void Finish();
}

/// <summary>A collective that was started.</summary>
public interface ICollectiveWork
{
    /// <summary>Returns when it has ended here. Waiting again does nothing.</summary>
    /// <exception cref="CollectiveException">A rank has left, or hangs.</exception>
    void Wait();
}

/// <summary>A collective cannot end: a rank has left or hangs, or ranks do not do the same.</summary>
public sealed class CollectiveException(string message, Exception? inner = null) : Exception(message, inner);
