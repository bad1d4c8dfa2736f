using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Training;

/// <summary>
/// All ways to write a word with the pieces of a unigram model: the forward-backward algorithm gives how often each piece is expected,
/// Viterbi's the best way.
/// </summary>
/// <param name="pieces">Pieces and their log-probabilities.</param>
internal sealed class UnigramLattice(IReadOnlyList<(string Piece, double Score)> pieces)
{
    /// <summary>How much less likely an unknown character is than the least likely piece.</summary>
    private const double UnknownPenalty = 10;

    private readonly CharTrie _trie = Trie(pieces);
    private readonly double _unknown = pieces.Min(p => p.Score) - UnknownPenalty;

    /// <summary>Adds a word's expected counts.</summary>
    /// <param name="word">Not empty.</param>
    /// <param name="count">How often the word occurs.</param>
    /// <param name="expected">By piece.</param>
    /// <returns>The word's log-likelihood.</returns>
    public double Expect(string word, long count, double[] expected)
    {
        var (forward, edges) = (Filled(word.Length + 1), Edges(word));
        forward[0] = 0;
        foreach (var edge in edges)
            forward[edge.End] = Sum(forward[edge.End], forward[edge.Start] + edge.Score);
        var backward = Filled(word.Length + 1);
        backward[^1] = 0;
        for (var i = edges.Count - 1; i >= 0; i--)
            backward[edges[i].Start] = Sum(backward[edges[i].Start], backward[edges[i].End] + edges[i].Score);
        var all = forward[^1];
        foreach (var edge in edges)
        {
            if (edge.Id >= 0)
                expected[edge.Id] += count * Math.Exp(forward[edge.Start] + edge.Score + backward[edge.End] - all);
        }

        return all;
    }

    /// <summary>The pieces of the best way to write a word; unknown characters are left out.</summary>
    /// <param name="word">Not empty.</param>
    /// <param name="without">A piece that may not be used, or -1.</param>
    /// <returns>The pieces in order and the way's log-probability; an unknown character counts as no piece.</returns>
    public (List<int> Pieces, double Score) Best(string word, int without = -1)
    {
        var (best, from) = (Filled(word.Length + 1), new Edge[word.Length + 1]);
        best[0] = 0;
        foreach (var edge in Edges(word).Where(e => e.Id < 0 || e.Id != without))
        {
            if (!(best[edge.Start] + edge.Score > best[edge.End]))
                continue;
            (best[edge.End], from[edge.End]) = (best[edge.Start] + edge.Score, edge);
        }

        var path = new List<int>();
        for (var at = word.Length; at > 0; at = from[at].Start)
        {
            if (from[at].Id >= 0)
                path.Add(from[at].Id);
        }

        path.Reverse();
        return (path, best[^1]);
    }

    /// <summary>Every place of every piece in the word, by where it starts; an unknown character where no piece is just that.</summary>
    private List<Edge> Edges(string word)
    {
        var edges = new List<Edge>();
        for (var at = 0; at < word.Length; )
        {
            var (width, single, node) = (CodePoints.At(word, at).Utf16SequenceLength, false, 0);
            for (var end = at + 1; end <= word.Length; end++)
            {
                node = _trie.Step(node, word[end - 1]);
                if (node == 0)
                    break;
                var id = _trie.Value(node);
                if (id < 0)
                    continue;
                single |= end == at + width;
                edges.Add(new Edge(at, end, id, pieces[id].Score));
            }

            if (!single)
                edges.Add(new Edge(at, at + width, -1, _unknown));
            at += width;
        }

        return edges;
    }

    private static double[] Filled(int length)
    {
        var values = new double[length];
        Array.Fill(values, double.NegativeInfinity);
        return values;
    }

    private static double Sum(double a, double b)
    {
        var (high, low) = a > b ? (a, b) : (b, a);
        return double.IsNegativeInfinity(low) ? high : high + Math.Log(1 + Math.Exp(low - high));
    }

    private static CharTrie Trie(IReadOnlyList<(string Piece, double Score)> pieces)
    {
        var trie = new CharTrie();
        for (var id = 0; id < pieces.Count; id++)
            trie.Add(pieces[id].Piece, id);
        return trie;
    }

    /// <summary>A piece at a place, or an unknown character (-1).</summary>
    private readonly record struct Edge(int Start, int End, int Id, double Score);
}
