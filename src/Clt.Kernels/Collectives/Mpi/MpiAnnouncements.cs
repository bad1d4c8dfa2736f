using System.Collections.Concurrent;
using System.Text;
using static Clt.Kernels.Collectives.Mpi.MpiMethods;

namespace Clt.Kernels.Collectives.Mpi;

/// <summary>Short texts from rank 0 to the others, as messages of one size, which MPI delivers in order.</summary>
internal sealed unsafe class MpiAnnouncements
{
    /// <summary>Bytes of a message, the zero at its end included: few enough to be sent without waiting for the receiver.</summary>
    private const int Bytes = 3072;

    private const int Tag = 1;
    private readonly ConcurrentQueue<byte[]> _outgoing = new();
    private readonly ConcurrentQueue<string> _heard = new();

    /// <exception cref="CollectiveException">The text is too long.</exception>
    public void Say(string text)
    {
        var message = new byte[Bytes];
        if (Encoding.UTF8.GetByteCount(text) >= Bytes)
            throw new CollectiveException($"an announcement has more than {Bytes - 1} bytes");
        Encoding.UTF8.GetBytes(text, message);
        _outgoing.Enqueue(message);
    }

    public string? Hear() => _heard.TryDequeue(out var text) ? text : null;

    /// <summary>Called by the thread of MPI: sends what is to be sent, and takes what has come.</summary>
    /// <param name="rank">This one.</param>
    /// <param name="size">Number of ranks.</param>
    public void Exchange(int rank, int size)
    {
        while (_outgoing.TryDequeue(out var message))
        {
            fixed (byte* data = message)
            {
                for (var to = 0; to < size; to++)
                    if (to != rank)
                        Check(MPI_Send(data, Bytes, MpiLibrary.Bytes, to, Tag, MpiLibrary.World), "an announcement");
            }
        }

        if (rank > 0)
            Take();
    }

    private void Take()
    {
        var message = stackalloc byte[Bytes];
        int waits;
        Check(MPI_Iprobe(0, Tag, MpiLibrary.World, &waits, 0), "a look for announcements");
        if (waits == 0)
            return;
        Check(MPI_Recv(message, Bytes, MpiLibrary.Bytes, 0, Tag, MpiLibrary.World, 0), "an announcement");
        _heard.Enqueue(Encoding.UTF8.GetString(message, new ReadOnlySpan<byte>(message, Bytes).IndexOf((byte)0)));
    }
}
