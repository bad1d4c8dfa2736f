namespace TorchSharp;

/// <summary>What became of the disposables that one thread made. Counters only; nothing is held alive.</summary>
public class LifetimeStatistics
{
    private long createdOutside, createdIn, disposedOutside, disposedIn, attached, detached;

    public LifetimeStatistics()
    {
    }

    /// <summary>Made while no scope was open.</summary>
    public long CreatedOutsideScopeCount => Interlocked.Read(ref createdOutside);

    /// <summary>Made while a scope was open.</summary>
    public long CreatedInScopeCount => Interlocked.Read(ref createdIn);

    /// <summary>Disposed (or finalized) while no scope owned them.</summary>
    public long DisposedOutsideScopeCount => Interlocked.Read(ref disposedOutside);

    /// <summary>Disposed while a scope owned them.</summary>
    public long DisposedInScopeCount => Interlocked.Read(ref disposedIn);

    public long AttachedToScopeCount => Interlocked.Read(ref attached);

    public long DetachedFromScopeCount => Interlocked.Read(ref detached);

    /// <summary>Made minus disposed since the last reset.</summary>
    public long ThreadTotalLiveCount =>
        CreatedInScopeCount + CreatedOutsideScopeCount - DisposedInScopeCount - DisposedOutsideScopeCount;

    public void Reset() => createdOutside = createdIn = disposedOutside = disposedIn = attached = detached = 0;

    public override string ToString() =>
        $"ThreadTotalLiveCount: {ThreadTotalLiveCount}; created in scope {CreatedInScopeCount}, outside {CreatedOutsideScopeCount}; " +
        $"disposed in scope {DisposedInScopeCount}, outside {DisposedOutsideScopeCount}; " +
        $"attached {AttachedToScopeCount}, detached {DetachedFromScopeCount}";

    // A finalizer may dispose on another thread what this thread made, hence the interlocked counting.
    internal void Created(bool inScope) => Interlocked.Increment(ref inScope ? ref createdIn : ref createdOutside);

    internal void Disposed(bool inScope) => Interlocked.Increment(ref inScope ? ref disposedIn : ref disposedOutside);

    internal void Attached() => Interlocked.Increment(ref attached);

    internal void Detached() => Interlocked.Increment(ref detached);
}
