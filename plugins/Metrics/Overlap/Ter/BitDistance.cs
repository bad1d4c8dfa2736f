namespace Clt.Plugins.Metrics.Overlap;

/// <summary>
/// Edit distances to one reference of at most 64 words, a column of the table a few word operations (Myers 1999, Hyyrö 2003).
/// </summary>
/// <remarks>
/// A hypothesis is given once with <see cref="Begin"/>; others that share its beginning are measured from where they part.
/// </remarks>
internal sealed class BitDistance
{
    /// <summary>The longest reference.</summary>
    public const int MostWords = 64;

    private readonly ulong[] _places;
    private readonly ulong _last;
    private readonly State _first;
    private readonly State[] _states;

    /// <param name="reference">1 to 64 words.</param>
    /// <param name="hypothesis">Any order of the hypothesis's words.</param>
    public BitDistance(int[] reference, int[] hypothesis)
    {
        _places = new ulong[Math.Max(reference.Max(), hypothesis.Length == 0 ? 0 : hypothesis.Max()) + 1];
        for (var j = 0; j < reference.Length; j++)
            _places[reference[j]] |= 1UL << j;
        _last = 1UL << (reference.Length - 1);
        _first = new State(ulong.MaxValue, 0, reference.Length);
        _states = new State[hypothesis.Length + 1];
    }

    /// <summary>Keeps the states of a hypothesis's beginnings.</summary>
    public void Begin(ReadOnlySpan<int> words)
    {
        _states[0] = _first;
        for (var i = 0; i < words.Length; i++)
            _states[i + 1] = Step(_states[i], words[i]);
    }

    /// <summary>The distance of a hypothesis that begins with so many words of the one given to <see cref="Begin"/>.</summary>
    public int Of(ReadOnlySpan<int> words, int common)
    {
        var state = _states[common];
        for (var i = common; i < words.Length; i++)
            state = Step(state, words[i]);
        return state.Distance;
    }

    private State Step(State state, int word)
    {
        var (same, up, down) = (_places[word], state.Up, state.Down);
        var zero = (((same & up) + up) ^ up) | same | down;
        var (more, less) = (down | ~(zero | up), zero & up);
        var distance =
            state.Distance
            + (
                (more & _last) != 0 ? 1
                : (less & _last) != 0 ? -1
                : 0
            );
        // A hypothesis word more costs one against the empty reference.
        more = (more << 1) | 1;
        return new State((less << 1) | ~(zero | more), more & zero, distance);
    }

    /// <summary>A column: where the distance grows by one from a reference word to the next, where it falls, and its last value.</summary>
    private readonly record struct State(ulong Up, ulong Down, int Distance);
}
