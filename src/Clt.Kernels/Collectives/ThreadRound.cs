using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Collectives;

/// <summary>One collective of ranks that are threads; the meeting guards it.</summary>
internal sealed class ThreadRound(ThreadMeeting meeting, string what) : ICollectiveWork
{
    private readonly bool[] _came = new bool[meeting.Size];
    private readonly Tensor?[] _parts = new Tensor?[meeting.Size];
    private CollectiveException? _fault;

    /// <summary>Set when all parts are combined.</summary>
    public bool HasEnded { get; set; }

    public bool IsFull => Array.TrueForAll(_came, came => came);

    /// <summary>The ranks that have not come.</summary>
    public IEnumerable<int> Missing => Enumerable.Range(0, _came.Length).Where(rank => !_came[rank]);

    public void Bring(int rank, string meant, Tensor? part)
    {
        if (meant != what)
            _fault ??= new CollectiveException($"ranks do not do the same: {what}, and on rank {rank} {meant}");

        // A handle of its own: the caller's may be gone when the last rank comes.
        (_came[rank], _parts[rank]) = (true, part?.detach().DetachFromDisposeScope());
    }

    /// <summary>Called by the last rank alone, outside the guard: no other touches the parts any more.</summary>
    public void Combine(Action<IReadOnlyList<Tensor?>> combine)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        if (_fault is null)
            combine(_parts);
        foreach (var part in _parts)
            part?.Dispose();
    }

    public void Wait()
    {
        meeting.Wait(this);
        if (_fault is not null)
            throw _fault;
    }
}
