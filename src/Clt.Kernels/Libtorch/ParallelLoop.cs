using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Clt.Kernels.Libtorch;

/// <summary>
/// Loops on libtorch's own threads: threads of .NET's pool would fight for the cores with them, since they wait busily for the next
/// product. Work is cut into pieces that never depend on the number of threads, so that every sum is taken in the same order on one core
/// and on many.
/// </summary>
internal sealed unsafe class ParallelLoop
{
    /// <summary>Below about so many floating-point operations one thread is faster.</summary>
    internal const long Threshold = 1 << 17;

    private readonly Action<long> _body;
    private readonly long _count;
    private long _next;
    private ExceptionDispatchInfo? _thrown;

    private ParallelLoop(Action<long> body, long count) => (_body, _count) = (body, count);

    /// <summary>Calls body(i) for every i below count, once each, handed out one by one since pieces may be of unequal cost.</summary>
    /// <param name="count">Number of pieces.</param>
    /// <param name="work">The whole loop's cost in floating-point operations.</param>
    /// <param name="body">What it throws reaches the caller; pieces not yet begun are then left out.</param>
    internal static void For(long count, long work, Action<long> body)
    {
        uint threads = 1;
        if (count > 1 && work >= Threshold)
            TorchAbi.Check(TorchAbi.torch_get_num_threads(&threads), "its number of threads");
        if (threads == 1)
        {
            for (var i = 0L; i < count; i++)
                body(i);
            return;
        }

        var loop = new ParallelLoop(body, count);
        var handle = GCHandle.Alloc(loop);
        try
        {
            TorchAbi.Check(
                TorchAbi.torch_parallel_for(0, Math.Min(count, threads), 1, &Run, (void*)GCHandle.ToIntPtr(handle)),
                "a parallel loop"
            );
        }
        finally
        {
            handle.Free();
        }

        loop._thrown?.Throw();
    }

    [UnmanagedCallersOnly]
    private static void Run(long begin, long end, void* context) => ((ParallelLoop)GCHandle.FromIntPtr((nint)context).Target!).Take();

    /// <summary>Takes pieces until none is left. No exception may leave a callback: it would end the process.</summary>
    private void Take()
    {
        try
        {
            for (var i = Interlocked.Increment(ref _next) - 1; i < _count; i = Interlocked.Increment(ref _next) - 1)
                _body(i);
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref _thrown, ExceptionDispatchInfo.Capture(error), null);
            Interlocked.Exchange(ref _next, _count);
        }
    }
}
