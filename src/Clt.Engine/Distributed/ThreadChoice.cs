namespace Clt.Engine.Distributed;

/// <summary>
/// Load balancing over cores: with how many of the threads that are offered a process computes, tried at the start and again and again, so
/// that a machine that happened to be busy does not decide for hours. Thread-safe.
/// </summary>
/// <remarks>Where more threads would change a bit, it stays at one and nothing is tried again.</remarks>
/// <param name="offered">Most threads, at least 1.</param>
/// <param name="keepsBits">Whether products have the same bits on so many threads as on one.</param>
/// <param name="useful">The fewest threads that are nearly as fast, as the machine is now.</param>
/// <param name="clock">The time.</param>
internal sealed class ThreadChoice(int offered, Func<int, bool> keepsBits, Func<int, int> useful, TimeProvider clock)
{
    /// <summary>A try takes some 20 ms: of the first minutes a thousandth, later nothing that could be measured.</summary>
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10),
        Longest = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private int _threads;
    private bool _isFixed;
    private long _tried;
    private TimeSpan _wait = First;

    /// <summary>How many threads to compute with from now on; every caller may ask at each step.</summary>
    public int Now()
    {
        lock (_gate)
        {
            if (_threads == 0)
            {
                _isFixed = offered <= 1 || !keepsBits(offered);
                Try();
            }
            else if (!_isFixed && clock.GetElapsedTime(_tried) >= _wait)
            {
                _wait = TimeSpan.FromTicks(Math.Min(2 * _wait.Ticks, Longest.Ticks));
                Try();
            }

            return _threads;
        }
    }

    private void Try() => (_threads, _tried) = (_isFixed ? 1 : useful(offered), clock.GetTimestamp());
}
