using static TorchSharp.torch;

namespace Clt.Kernels.Collectives;

/// <summary>A rank that is a thread of this process: for checks, where no library and no other process is needed.</summary>
public sealed class ThreadCollective : ICollective
{
    private readonly ThreadMeeting _meeting;
    private int _started,
        _heard;

    private ThreadCollective(ThreadMeeting meeting, int rank) => (_meeting, Rank) = (meeting, rank);

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size => _meeting.Size;

    /// <summary>Ranks that work together, each to be used by a thread of its own.</summary>
    /// <param name="size">How many.</param>
    /// <param name="timeout">How long a rank waits for the others.</param>
    public static IReadOnlyList<ThreadCollective> Create(int size, TimeSpan timeout)
    {
        var meeting = new ThreadMeeting(size, timeout);
        return [.. Enumerable.Range(0, size).Select(rank => new ThreadCollective(meeting, rank))];
    }

    /// <inheritdoc/>
    public ICollectiveWork StartSum(Tensor part) => Start("sum", part, Sum);

    /// <inheritdoc/>
    public ICollectiveWork StartBroadcast(Tensor part, int root) =>
        Start(
            $"broadcast from {root}",
            part,
            parts =>
            {
                for (var rank = 0; rank < parts.Count; rank++)
                    if (rank != root)
                        parts[rank]!.copy_(parts[root]!);
            }
        );

    /// <inheritdoc/>
    public ICollectiveWork StartBarrier() => Start("barrier", null, _ => { });

    /// <inheritdoc/>
    public void Announce(string text) => _meeting.Say(text);

    /// <inheritdoc/>
    public string? Hear()
    {
        var text = _meeting.Said(_heard);
        if (text is not null)
            _heard++;
        return text;
    }

    /// <inheritdoc/>
    public void Finish() => StartBarrier().Wait();

    /// <inheritdoc/>
    public void Dispose() => _meeting.Leave(Rank);

    private ThreadRound Start(string what, Tensor? part, Action<IReadOnlyList<Tensor?>> combine) =>
        _meeting.Arrive(_started++, Rank, part is null ? what : $"{what} of {part.numel()} × {part.dtype}", part, combine);

    /// <summary>In the order of ranks, so that the sum has the same bits whoever comes last.</summary>
    private static void Sum(IReadOnlyList<Tensor?> parts)
    {
        var sum = parts[0]!.clone();
        foreach (var part in parts.Skip(1))
            sum.add_(part!);
        foreach (var part in parts)
            part!.copy_(sum);
    }
}
