using Clt.Kernels.Collectives;
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

    /// <summary>Null where this build can use several processes, else what is in the way.</summary>
    public static string? WhyNot => "its collectives are not built yet";

    /// <summary>This process, from 0.</summary>
    public int Rank => collective.Rank;

    /// <summary>Number of processes.</summary>
    public int Size => collective.Size;

    /// <summary>Joins the others; returns when all are there.</summary>
    /// <param name="place">Who this process is.</param>
    /// <param name="patience">How long it waits for the others to start.</param>
    /// <param name="timeout">How long a collective waits for the others. A process that ends is noticed at once.</param>
    /// <exception cref="InputException">This build has no collectives.</exception>
    /// <exception cref="DistributedException">The others did not come.</exception>
    public static ProcessGroup Join(RankEnvironment place, TimeSpan patience, TimeSpan timeout) =>
        throw new InputException($"this build cannot train in several processes: {WhyNot}", "distributed", "Run without 'clt launch'.");

    /// <summary>Adds up a range over all processes, in place.</summary>
    /// <param name="flat">[N], contiguous.</param>
    /// <param name="start">First element.</param>
    /// <param name="length">Number of elements.</param>
    /// <exception cref="DistributedException">The range reaches outside.</exception>
    public PendingCollective StartSum(Tensor flat, long start, long length)
    {
        using var part = Part(flat, start, length);
        return new PendingCollective(this, collective.StartSum(part));
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
        return new PendingCollective(this, collective.StartBroadcast(part, root));
    }

    /// <inheritdoc cref="StartBroadcast"/>
    public void Broadcast(Tensor flat, int root) => StartBroadcast(flat, 0, flat.NumberOfElements, root).Wait();

    /// <summary>Gives every process the text of rank <paramref name="root"/>.</summary>
    public string Broadcast(string text, int root)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        using var count = tensor(new[] { (long)bytes.Length });
        Broadcast(count, root);
        if (Rank != root) bytes = new byte[count.item<long>()];
        if (bytes.Length == 0) return "";
        using var content = tensor(bytes);
        Broadcast(content, root);
        return System.Text.Encoding.UTF8.GetString(content.data<byte>().ToArray());
    }

    /// <summary>Every process owns a slice of the buffer and gets those of the others, in place.</summary>
    /// <param name="flat">[N], contiguous.</param>
    /// <param name="slices">One a process, in the order of ranks; empty ones are left out.</param>
    public void Gather(Tensor flat, IReadOnlyList<(long Start, long Length)> slices)
    {
        var pending = slices.Select((slice, rank) => (slice, rank)).Where(s => s.slice.Length > 0)
            .Select(s => StartBroadcast(flat, s.slice.Start, s.slice.Length, s.rank)).ToList();
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
                if (collective.Hear() is { } text) return text;
            }
            catch (CollectiveException error)
            {
                throw Lost(error);
            }
        }
    }

    /// <summary>Waits until all processes are here.</summary>
    public void Barrier() => new PendingCollective(this, collective.StartBarrier()).Wait();

    public void Dispose() => collective.Dispose();

    internal DistributedException Lost(CollectiveException error) =>
        new($"rank {Rank} of {Size} lost another: {error.Message.TrimEnd('.')}.", error);

    private DistributedException Outside(Tensor flat, long start, long length) =>
        new($"rank {Rank} shares elements {start} to {start + length} of {flat.NumberOfElements}: the range reaches outside the tensor.");

    private Tensor Part(Tensor flat, long start, long length)
    {
        if (start < 0 || length < 0 || start + length > flat.NumberOfElements) throw Outside(flat, start, length);
        using var whole = flat.detach();
        return whole.narrow(0, start, length).DetachFromDisposeScope();
    }
}
