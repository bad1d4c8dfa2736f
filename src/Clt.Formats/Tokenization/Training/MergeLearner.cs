using System.Runtime.InteropServices;
using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Training;

/// <summary>
/// Merges the most frequent pair again and again; among equals the pair of the lowest ids. Only words that hold the pair are touched.
/// </summary>
internal sealed class MergeLearner
{
    private readonly int _firstId;
    private readonly int _size;
    private readonly int _minimum;
    private readonly HashSet<string> _forbidden;
    private readonly List<string> _pieces = [];
    private readonly Dictionary<string, int> _ids = [];
    private readonly List<TrainingWord> _words = [];
    private readonly Dictionary<long, long> _counts = [];
    private readonly Dictionary<long, List<int>> _places = [];
    private readonly PriorityQueue<long, (long NegativeCount, long Pair)> _queue = new();

    public MergeLearner(IReadOnlyList<(string Word, long Count)> words, IReadOnlyList<string> specialTokens, int size, int minimum)
    {
        (_firstId, _size, _minimum) = (specialTokens.Count, size, minimum);
        _forbidden = specialTokens.ToHashSet();
        for (var b = 0; b < 256; b++)
            Add(ByteAlphabet.ToCharacter((byte)b).ToString());
        foreach (var (word, count) in words)
        {
            var bytes = Encoding.UTF8.GetBytes(word);
            if (bytes.Length > 1)
                _words.Add(new TrainingWord(Array.ConvertAll(bytes, b => _firstId + b), count));
        }
    }

    public LearnedMerges Learn()
    {
        CountPairs();
        var merges = new List<(int, int)>();
        var seen = new HashSet<long>();
        while (_firstId + _pieces.Count < _size && TryNext(out var pair))
        {
            var (left, right) = Pairs.Split(pair);
            var piece = _pieces[left - _firstId] + _pieces[right - _firstId];
            if (_forbidden.Contains(piece))
                continue;
            var merged = _ids.TryGetValue(piece, out var known) ? known : Add(piece);

            // A piece that two pairs spell can bring a pair back; its first rank stands.
            if (seen.Add(pair))
                merges.Add((left, right));
            Merge(pair, left, right, merged);
        }

        return new LearnedMerges(_firstId, _pieces, merges);
    }

    private int Add(string piece)
    {
        _pieces.Add(piece);
        return _ids[piece] = _firstId + _pieces.Count - 1;
    }

    private void CountPairs()
    {
        for (var w = 0; w < _words.Count; w++)
        {
            for (var i = 0; i + 1 < _words[w].Length; i++)
                Change(Pairs.Of(_words[w][i], _words[w][i + 1]), _words[w].Count, w);
        }

        foreach (var (pair, count) in _counts)
            _queue.Enqueue(pair, (-count, pair));
    }

    /// <summary>Takes the most frequent pair off the queue; entries whose count has changed since go back with the new one.</summary>
    private bool TryNext(out long pair)
    {
        while (_queue.TryDequeue(out pair, out var priority))
        {
            var count = _counts.GetValueOrDefault(pair);
            if (count < _minimum)
                continue;
            if (count == -priority.NegativeCount)
                return true;
            _queue.Enqueue(pair, (-count, pair));
        }

        return false;
    }

    private void Merge(long pair, int left, int right, int merged)
    {
        var changes = new List<(long Pair, int Change)>();
        var grown = new HashSet<long>();
        foreach (var w in _places[pair].Distinct())
        {
            changes.Clear();
            _words[w].Merge(left, right, merged, changes);
            foreach (var (changed, sign) in changes)
            {
                Change(changed, sign * _words[w].Count, w);
                if (sign > 0)
                    grown.Add(changed);
            }
        }

        _counts.Remove(pair);
        _places.Remove(pair);
        foreach (var more in grown)
            _queue.Enqueue(more, (-_counts.GetValueOrDefault(more), more));
    }

    private void Change(long pair, long change, int word)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, pair, out _) += change;
        if (change < 0)
            return;
        ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, pair, out _);
        places ??= [];
        if (places.Count == 0 || places[^1] != word)
            places.Add(word);
    }
}

/// <summary>What training gives: pieces (byte alphabet) by id from <paramref name="FirstId"/> on, and merges as pairs of ids.</summary>
internal sealed record LearnedMerges(int FirstId, IReadOnlyList<string> Pieces, IReadOnlyList<(int Left, int Right)> Merges)
{
    public string Piece(int id) => Pieces[id - FirstId];
}
