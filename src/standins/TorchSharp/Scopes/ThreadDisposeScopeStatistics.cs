namespace TorchSharp;

/// <summary>The lifetime counters of the calling thread, over all kinds of disposables.</summary>
public class ThreadDisposeScopeStatistics
{
    public ThreadDisposeScopeStatistics()
    {
    }

    public LifetimeStatistics TensorStatistics { get; } = new();

    public LifetimeStatistics PackedSequenceStatistics { get; } = new();

    public long CreatedOutsideScopeCount => Sum(s => s.CreatedOutsideScopeCount);

    public long CreatedInScopeCount => Sum(s => s.CreatedInScopeCount);

    public long DisposedOutsideScopeCount => Sum(s => s.DisposedOutsideScopeCount);

    public long DisposedInScopeCount => Sum(s => s.DisposedInScopeCount);

    public long AttachedToScopeCount => Sum(s => s.AttachedToScopeCount);

    public long DetachedFromScopeCount => Sum(s => s.DetachedFromScopeCount);

    public long ThreadTotalLiveCount => Sum(s => s.ThreadTotalLiveCount);

    public void Reset()
    {
        TensorStatistics.Reset();
        PackedSequenceStatistics.Reset();
    }

    public override string ToString() => $"Tensors: {TensorStatistics}";

    private long Sum(Func<LifetimeStatistics, long> count) => count(TensorStatistics) + count(PackedSequenceStatistics);
}
