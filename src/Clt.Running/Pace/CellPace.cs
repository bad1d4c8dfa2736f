namespace Clt.Running.Pace;

/// <summary>Times the parts of a cell while it runs, and keeps what they took for the estimates of later runs.</summary>
/// <param name="work">What was estimated of it.</param>
/// <param name="threads">Most threads that it computes with: it may take fewer for a while.</param>
internal sealed class CellPace(CellWork work, int threads)
{
    private readonly CoreClock _clock = CoreClock.Start();
    private CoreTime _train;
    private CoreTime _evaluate;
    private long _steps;
    private long _answers;

    /// <summary>An optimiser step was made.</summary>
    public void Step() => _steps++;

    /// <summary>An item was answered.</summary>
    public void Answer() => _answers++;

    /// <summary>Times training.</summary>
    public T Training<T>(Func<T> train) => Timed(train, ref _train);

    /// <summary>Times evaluation.</summary>
    public T Evaluation<T>(Func<T> evaluate) => Timed(evaluate, ref _evaluate);

    /// <summary>Keeps it, as far as it was done here: what was there of an earlier attempt took no time.</summary>
    /// <param name="cacheFolder">Where.</param>
    public void Keep(string cacheFolder)
    {
        var rest = _clock.Taken(threads) - _train - _evaluate;
        MeasuredPace.Keep(
            cacheFolder,
            [
                (work.Train.Part(Share(_steps, work.Train.Calls)), _train),
                (work.Evaluate.Part(Share(_answers, work.Items)), _evaluate),
                (work.Rest, rest),
            ]
        );
    }

    private T Timed<T>(Func<T> part, ref CoreTime taken)
    {
        var clock = CoreClock.Start();
        var made = part();
        taken += clock.Taken(threads);
        return made;
    }

    private static double Share(double done, double all) => all > 0 ? Math.Min(1, done / all) : 0;
}
