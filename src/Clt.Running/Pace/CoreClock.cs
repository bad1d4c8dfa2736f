using System.Diagnostics;
using Clt.Engine.Devices;

namespace Clt.Running.Pace;

/// <summary>
/// Measures work in seconds of one undisturbed core: the processor's time where that is less than what the clock says, since a process that
/// shares its cores waits, and a measurement that was taken beside other load would spoil later estimates.
/// </summary>
internal readonly struct CoreClock
{
    /// <summary>What each further thread adds to the first.</summary>
    private const double Gain = 0.6;
    private readonly long _start;
    private readonly TimeSpan _processor;

    private CoreClock(long start, TimeSpan processor) => (_start, _processor) = (start, processor);

    /// <summary>Starts one.</summary>
    public static CoreClock Start() => new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

    /// <summary>How many times as fast several threads are as one.</summary>
    public static double Speed(int threads) => 1 + (Gain * (threads - 1));

    /// <summary>What was taken since the start.</summary>
    /// <param name="threads">Threads that were computed with.</param>
    public CoreTime Taken(int threads)
    {
        var wall = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        if (ComputeDevice.Chosen != ComputeDevice.Cpu)
            return CoreTime.Undisturbed(wall);
        var processor = (Environment.CpuUsage.TotalTime - _processor).TotalSeconds;
        return new CoreTime(Math.Min(wall * Speed(threads), processor), wall, processor);
    }
}
