using Clt.Kernels.Collectives;
using Clt.Kernels.Collectives.Mpi;
using Clt.Kernels.Collectives.Nccl;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Distributed;

/// <summary>
/// Processes that work together. All of them must call the same collectives in the same order; each call blocks until all have, unless it
/// starts with <c>Start</c>.
/// </summary>
public sealed class ProcessGroup(ICollective collective) : IDisposable
{
    /// <summary>How long a rank that waits for an announcement sleeps between looks: it has no other work.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Null where this machine can use several processes, else what is in the way.</summary>
    public static string? WhyNot => MpiLibrary.WhyNot;

    /// <summary>Null where processes can be started to work together on this machine, else what is in the way.</summary>
    public static string? WhyNotHere => MpiLibrary.WhyNotHere;

    /// <summary>This process, from 0.</summary>
    public int Rank => collective.Rank;

    /// <summary>Number of processes.</summary>
    public int Size => collective.Size;

    /// <summary>Joins the others; returns when all are there.</summary>
    /// <param name="place">Who this process is.</param>
    /// <param name="patience">How long it waits for the others to start.</param>
    /// <param name="timeout">How long a collective waits for the others.</param>
    /// <exception cref="InputException">This machine has no collectives, or the processes were started without them.</exception>
    /// <exception cref="DistributedException">The others did not come.</exception>
    public static ProcessGroup Join(RankEnvironment place, TimeSpan patience, TimeSpan timeout)
    {
        if (place.Size == 1)
            return new ProcessGroup(ThreadCollective.Create(1, timeout)[0]);
        if (WhyNot is { } why)
        {
            throw new InputException(
                $"this machine cannot train in several processes: {why}",
                "distributed",
                $"Install it (Debian: sudo apt-get install {string.Join(' ', MpiLibrary.Packages)}), or run without 'clt launch'."
            );
        }

        return Join(place, () => MpiCollective.Join(patience, timeout));
    }

    /// <summary>Joins the others by NCCL; each rank has a GPU.</summary>
    /// <param name="place">Who this process is; the meeting is a folder here.</param>
    /// <param name="gpu">The rank's.</param>
    /// <param name="patience">How long it waits for the others to start.</param>
    /// <param name="timeout">How long a collective waits for the others.</param>
    /// <exception cref="DistributedException">NCCL is missing or refuses, or the others did not come.</exception>
    public static ProcessGroup Join(RankEnvironment place, Device gpu, TimeSpan patience, TimeSpan timeout) =>
        Join(place, () => NcclCollective.Join(gpu, place.Rank, place.Size, place.Meeting, patience, timeout));

    internal static ProcessGroup Join(RankEnvironment place, Func<ICollective> join)
    {
        try
        {
            var joined = join();
            return (joined.Rank, joined.Size) == (place.Rank, place.Size)
                ? new ProcessGroup(joined)
                : throw new InputException(
                    $"rank {place.Rank} of {place.Size} was started, and MPI takes it for rank {joined.Rank} of {joined.Size}",
                    "distributed",
                    "Start ranks by 'clt launch', which uses mpirun, or srun with PMIx: both must be of the MPI that is loaded here."
                );
        }
        catch (CollectiveException error)
        {
            throw new DistributedException($"rank {place.Rank} could not join the group of {place.Size}: {error.Message}", error);
        }
    }

    /// <summary>Holds the processes to one text: what they were built from and what they are to do.</summary>
    /// <param name="text">This process's.</param>
    /// <exception cref="InputException">Theirs differ. All processes throw.</exception>
    public void Agree(string text)
    {
        var differs = new double[Size];
        differs[Rank] = Broadcast(text, 0) == text ? 0 : 1;
        Sum(differs);
        if (Array.IndexOf(differs, 1) is var other and >= 0)
        {
            throw new InputException(
                $"rank {other} is of another build than rank 0, or its recipe, data, plugins or settings are others",
                "distributed",
                "Let all ranks run the same files, and start them again."
            );
        }
    }

    /// <summary>Adds up a range over all processes, in place.</summary>
    /// <param name="flat">[N], contiguous.</param>
    /// <param name="start">First element.</param>
    /// <param name="length">Number of elements.</param>
    /// <exception cref="DistributedException">The range reaches outside.</exception>
    public PendingCollective StartSum(Tensor flat, long start, long length)
    {
        using var part = Part(flat, start, length);
        return Start(() => collective.StartSum(part));
    }

    /// <inheritdoc cref="StartSum"/>
    public void Sum(Tensor flat, long start, long length) => StartSum(flat, start, length).Wait();

    /// <summary>Adds up numbers over all processes, in double, in place.</summary>
    public void Sum(Span<double> values)
    {
        using var numbers = tensor(values.ToArray());
        Sum(numbers, 0, values.Length);
        numbers.data<double>().CopyTo(values);
    }

    /// <summary>Copies a range from one process to all.</summary>
    public PendingCollective StartBroadcast(Tensor flat, long start, long length, int root)
    {
        using var part = Part(flat, start, length);
        return Start(() => collective.StartBroadcast(part, root));
    }

    /// <inheritdoc cref="StartBroadcast"/>
    public void Broadcast(Tensor flat, int root) => StartBroadcast(flat, 0, flat.NumberOfElements, root).Wait();

    /// <summary>Gives every process the text of rank <paramref name="root"/>.</summary>
    public string Broadcast(string text, int root)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        using var count = tensor(new[] { (long)bytes.Length });
        Broadcast(count, root);
        if (Rank != root)
            bytes = new byte[count.item<long>()];
        if (bytes.Length == 0)
            return "";
        using var content = tensor(bytes);
        Broadcast(content, root);
        return System.Text.Encoding.UTF8.GetString(content.data<byte>().ToArray());
    }

    /// <summary>Every process owns a slice of the buffer and gets those of the others, in place.</summary>
    /// <param name="flat">[N], contiguous.</param>
    /// <param name="slices">One a process, in the order of ranks; empty ones are left out.</param>
    public void Gather(Tensor flat, IReadOnlyList<(long Start, long Length)> slices)
    {
        var pending = slices
            .Select((slice, rank) => (slice, rank))
            .Where(s => s.slice.Length > 0)
            .Select(s => StartBroadcast(flat, s.slice.Start, s.slice.Length, s.rank))
            .ToList();
        pending.ForEach(p => p.Wait());
    }

    /// <summary>Rank 0 tells the others something, in order; does not wait for them to read it.</summary>
    public void Announce(string text)
    {
        try
        {
            collective.Announce(text);
        }
        catch (CollectiveException error)
        {
            throw Lost(error);
        }
    }

    /// <summary>The next of rank 0's announcements. Waits as long as it takes: rank 0 may have other work.</summary>
    /// <exception cref="DistributedException">Rank 0 ended.</exception>
    public string Await(CancellationToken cancel)
    {
        for (; ; cancel.WaitHandle.WaitOne(Look))
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                if (collective.Hear() is { } text)
                    return text;
            }
            catch (CollectiveException error)
            {
                throw Lost(error);
            }
        }
    }

    /// <summary>Waits until all processes are here.</summary>
    public void Barrier() => Start(collective.StartBarrier).Wait();

    /// <summary>An orderly end, which all processes call: who leaves without it is lost to the others.</summary>
    /// <exception cref="DistributedException">One of them has left.</exception>
    public void Finish()
    {
        try
        {
            collective.Finish();
        }
        catch (CollectiveException error)
        {
            throw Lost(error);
        }
    }

    public void Dispose() => collective.Dispose();

    internal DistributedException Lost(CollectiveException error) =>
        new($"rank {Rank} of {Size} lost another: {error.Message.TrimEnd('.')}.", error);

    private PendingCollective Start(Func<ICollectiveWork> start)
    {
        try
        {
            return new PendingCollective(this, start());
        }
        catch (CollectiveException error)
        {
            throw Lost(error);
        }
    }

    private DistributedException Outside(Tensor flat, long start, long length) =>
        new($"rank {Rank} shares elements {start} to {start + length} of {flat.NumberOfElements}: the range reaches outside the tensor.");

    private Tensor Part(Tensor flat, long start, long length)
    {
        if (start < 0 || length < 0 || start + length > flat.NumberOfElements)
            throw Outside(flat, start, length);
        using var whole = flat.detach();
        return whole.narrow(0, start, length).DetachFromDisposeScope();
    }
}

/// <summary>Processes that train together lost each other: one ended, hangs, or cannot be reached.</summary>
public sealed class DistributedException(string message, Exception? inner = null) : Exception(message, inner);
