using System.Diagnostics;
using Clt.Results.Tables;

namespace Clt.Running.Launching;

/// <summary>Kills a worker that oversteps the limits of a cell, and knows the most memory that it had.</summary>
internal sealed class WorkerGuard : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200),
        Seldom = TimeSpan.FromSeconds(1);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Process _process;
    private readonly WorkerLimits _limits;
    private readonly Timer _timer;
    private volatile string? _overstepped;
    private long _peak;

    public WorkerGuard(Process process, WorkerLimits limits)
    {
        (_process, _limits) = (process, limits);
        var pause = limits == WorkerLimits.None ? Seldom : Look;
        _timer = new Timer(_ => Check(), null, pause, pause);
    }

    /// <summary>Which limit the worker was killed for; null where it was not.</summary>
    public string? Overstepped => _overstepped;

    /// <summary>The most resident memory that it was seen with, in bytes.</summary>
    public long Peak => Interlocked.Read(ref _peak);

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        try
        {
            if (_overstepped is not null || Reason() is not { } reason)
                return;
            _overstepped = reason;
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended by itself.
        }
    }

    private string? Reason()
    {
        _process.Refresh();
        var used = _process.WorkingSet64;
        if (used > Peak)
            Interlocked.Exchange(ref _peak, used);
        if (_clock.Elapsed > _limits.Time)
        {
            return $"it took longer than {Format.Duration(_limits.Time.Value.TotalSeconds)}, the limit of --cell-timeout, and was ended. "
                + "Give it more time, or find what hangs; finished steps are kept.";
        }

        return _limits.Memory is not { } most || used <= most
            ? null
            : $"it took {Format.Bytes(used)} of memory, more than the {Format.Bytes(most)} of --cell-memory, and was ended. "
                + "Allow it more, or make the batch, the context or the model smaller.";
    }
}
