namespace Clt.Engine.Distributed;

/// <summary>A collective that was started and runs beside this thread. It must be waited for, once.</summary>
public sealed class PendingCollective
{
    private readonly ProcessGroup _group;
    private nint _work;

    internal PendingCollective(ProcessGroup group, nint work)
    {
        if (work == 0) throw group.Lost("");
        (_group, _work) = (group, work);
    }

    /// <exception cref="DistributedException">A process ended or hangs.</exception>
    public void Wait()
    {
        var work = Interlocked.Exchange(ref _work, 0);
        if (work != 0) throw _group.Lost("");
    }
}
