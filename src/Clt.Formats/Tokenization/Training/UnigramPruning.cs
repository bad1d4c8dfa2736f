namespace Clt.Formats.Tokenization.Training;

/// <summary>
/// Pruning of a unigram model: how much less likely the corpus would be without each piece, which then would be written with others.
/// </summary>
/// <param name="pieces">Pieces and their log-probabilities.</param>
/// <param name="words">The corpus.</param>
internal sealed class UnigramPruning(List<(string Piece, double Score)> pieces, IReadOnlyList<(string Word, long Count)> words)
{
    private readonly UnigramLattice _lattice = new(pieces);

    /// <summary>The pieces that cannot be written with others, and of the rest those that are missed most, in their order.</summary>
    /// <param name="size">How many to keep, unless more cannot be written otherwise.</param>
    public List<(string Piece, double Score)> Keep(int size)
    {
        var counts = Counted();
        var sum = counts.Sum();
        var (logSum, total) = (Math.Log(sum), words.Sum(w => (double)w.Count));
        var kept = new List<int>();
        var losses = new List<(int Id, double Loss)>();
        for (var id = 0; id < pieces.Count; id++)
        {
            var (others, score) = _lattice.Best(pieces[id].Piece, without: id);
            if (others.Count < 2)
            {
                kept.Add(id);
                continue;
            }

            // Written better with others than with itself, or nowhere: nothing is lost.
            if (score > pieces[id].Score || counts[id] == 0)
                continue;

            var own = Math.Log(counts[id]) - logSum;
            var logOthers = Math.Log(sum + counts[id] * (others.Count - 1));
            var instead = others.Sum(o => Math.Log(counts[o] + counts[id]) - logOthers);
            losses.Add((id, counts[id] / total * (own - instead)));
        }

        var missed = losses.OrderByDescending(l => l.Loss).ThenBy(l => l.Id).Take(Math.Max(0, size - kept.Count)).Select(l => l.Id);
        return [.. kept.Concat(missed).Order().Select(id => pieces[id])];
    }

    /// <summary>
    /// How often each piece is in the best ways to write the words, which sentencepiece takes for how many sentences have it, too.
    /// </summary>
    private double[] Counted()
    {
        var paths = new List<int>[words.Count];
        Parallel.For(0, words.Count, i => paths[i] = _lattice.Best(words[i].Word).Pieces);
        var counts = new double[pieces.Count];
        for (var i = 0; i < paths.Length; i++)
        {
            foreach (var id in paths[i])
                counts[id] += words[i].Count;
        }

        return counts;
    }
}
