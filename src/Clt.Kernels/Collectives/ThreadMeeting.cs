using System.Diagnostics;
using static TorchSharp.torch;

namespace Clt.Kernels.Collectives;

/// <summary>Where ranks that are threads meet: their collectives by number, their announcements, and who has left.</summary>
internal sealed class ThreadMeeting(int size, TimeSpan timeout)
{
    private readonly object _gate = new();
    private readonly Dictionary<int, ThreadRound> _rounds = [];
    private readonly List<string> _said = [];
    private readonly bool[] _left = new bool[size];

    public int Size => size;

    /// <summary>Brings a rank's part to a collective; the last to come does it for all.</summary>
    /// <param name="number">Which of the rank's collectives it is.</param>
    /// <param name="rank">Whose part.</param>
    /// <param name="what">The collective in words: all ranks must mean the same.</param>
    /// <param name="part">Null where there is none.</param>
    /// <param name="combine">Given the parts of all, in the order of ranks.</param>
    public ThreadRound Arrive(int number, int rank, string what, Tensor? part, Action<IReadOnlyList<Tensor?>> combine)
    {
        ThreadRound? round;
        lock (_gate)
        {
            if (!_rounds.TryGetValue(number, out round))
                _rounds[number] = round = new ThreadRound(this, what);
            round.Bring(rank, what, part);
            if (!round.IsFull)
                return round;
            _rounds.Remove(number);
        }

        round.Combine(combine);
        lock (_gate)
        {
            round.HasEnded = true;
            Monitor.PulseAll(_gate);
        }

        return round;
    }

    /// <summary>Returns when the last rank has done the collective.</summary>
    /// <exception cref="CollectiveException">One that is missing has left, or does not come.</exception>
    public void Wait(ThreadRound round)
    {
        var clock = Stopwatch.StartNew();
        lock (_gate)
        {
            while (!round.HasEnded)
            {
                foreach (var gone in round.Missing.Where(rank => _left[rank]))
                    throw new CollectiveException($"rank {gone} has left");
                var rest = timeout - clock.Elapsed;
                if (rest <= TimeSpan.Zero)
                    throw new CollectiveException($"timed out after {timeout.TotalSeconds:0.#} s");
                Monitor.Wait(_gate, rest);
            }
        }
    }

    public void Say(string text)
    {
        lock (_gate)
            _said.Add(text);
    }

    /// <summary>An announcement by its number; null while there is none.</summary>
    /// <exception cref="CollectiveException">Rank 0 has left without saying it.</exception>
    public string? Said(int number)
    {
        lock (_gate)
        {
            if (number < _said.Count)
                return _said[number];
            return _left[0] ? throw new CollectiveException("rank 0 has left") : null;
        }
    }

    public void Leave(int rank)
    {
        lock (_gate)
        {
            _left[rank] = true;
            Monitor.PulseAll(_gate);
        }
    }
}
