namespace Clt.Running.Pace;

/// <summary>Processor time of some work.</summary>
/// <param name="Seconds">Seconds of one undisturbed core.</param>
/// <param name="Wall">What the clock said.</param>
/// <param name="Processor">What the processor said, of all threads.</param>
internal readonly record struct CoreTime(double Seconds, double Wall, double Processor)
{
    /// <summary>Work that had its core to itself.</summary>
    public static CoreTime Undisturbed(double seconds) => new(seconds, seconds, seconds);

    /// <summary>
    /// The share of the time in which it had a core at all. Where it is small, others computed beside it, and caches and the core's other
    /// thread made it slower than the processor's time tells.
    /// </summary>
    public double Share => Wall > 0 ? Math.Min(1, Processor / Wall) : 1;

    public static CoreTime operator +(CoreTime a, CoreTime b) => new(a.Seconds + b.Seconds, a.Wall + b.Wall, a.Processor + b.Processor);

    public static CoreTime operator -(CoreTime a, CoreTime b) =>
        new(Math.Max(0, a.Seconds - b.Seconds), Math.Max(0, a.Wall - b.Wall), Math.Max(0, a.Processor - b.Processor));
}
