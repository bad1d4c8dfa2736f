using System.Diagnostics;

namespace Clt.Running.Stopping;

/// <summary>
/// An end within seconds of the first signal: what is asked to stop and does not (a loop in a recipe, a task, a metric, an analysis) is
/// ended with the process. Training steps are let come to their end, and checkpoints be saved.
/// </summary>
public static class OrderlyStop
{
    /// <summary>Less than the 3 seconds within which a signal ends everything.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.2);

    /// <summary>No step is waited for longer.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(1);

    private static readonly Lock Gate = new();
    private static bool _begun;
    private static int _holds;
    private static bool _trains;
    private static long _lastStep;
    private static TimeSpan _step;

    /// <summary>Ends the process with a code unless it ends by itself in time.</summary>
    /// <param name="code">The exit code.</param>
    /// <param name="before">What is said before.</param>
    public static void Begin(int code, Action before)
    {
        lock (Gate)
        {
            if (_begun)
                return;
            _begun = true;
        }

        var start = Stopwatch.GetTimestamp();
        new Thread(() =>
        {
            while (IsInTime(start))
                Thread.Sleep(50);
            try
            {
                before();
            }
            catch (IOException)
            {
                // Nobody reads it any more.
            }

            NativeProcess.Exit(code);
        })
        {
            IsBackground = true,
            Name = "orderly stop",
            Priority = ThreadPriority.Highest,
        }.Start();
    }

    /// <summary>
    /// What happens until the end of this sees to its own end: a launcher that stops its workers, a checkpoint that is saved.
    /// </summary>
    public static IDisposable Hold()
    {
        lock (Gate)
            ++_holds;
        return new Ending(() => --_holds);
    }

    /// <summary>Until the end of this steps are waited for, as long as they usually take.</summary>
    public static IDisposable Training()
    {
        lock (Gate)
            (_trains, _step, _lastStep) = (true, TimeSpan.Zero, Stopwatch.GetTimestamp());
        return new Ending(() => _trains = false);
    }

    /// <summary>A step of the training has ended.</summary>
    public static void Step()
    {
        lock (Gate)
        {
            var took = Stopwatch.GetElapsedTime(_lastStep);
            _step = took < LongestStep ? took : LongestStep;
            _lastStep = Stopwatch.GetTimestamp();
        }
    }

    private static bool IsInTime(long start)
    {
        lock (Gate)
        {
            if (_holds > 0 || Stopwatch.GetElapsedTime(start) < Patience)
                return true;
            return _trains && _step > TimeSpan.Zero && Stopwatch.GetElapsedTime(_lastStep) < Patience + (2 * _step);
        }
    }

    private sealed class Ending(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose()
        {
            lock (Gate)
            {
                _end?.Invoke();
                _end = null;
            }
        }
    }
}
