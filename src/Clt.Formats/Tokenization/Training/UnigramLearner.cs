namespace Clt.Formats.Tokenization.Training;

/// <summary>
/// Expectation maximisation and pruning of a unigram model's pieces (sentencepiece's <c>unigram_model_trainer.cc</c>; Kudo 2018, section
/// 3.2, with the variational M-step of Liang et al. 2007).
/// </summary>
internal sealed class UnigramLearner(
    IReadOnlyList<(string Word, long Count)> words,
    KnownCharacters alphabet,
    UnigramTrainerSettings settings
)
{
    /// <summary>Parts of the corpus that are counted side by side and added in order, so that sums do not depend on threads.</summary>
    private const int Parts = 8;

    private const double LeastExpected = 0.5;

    /// <summary>Pruning stops a little above the wanted size; the least likely go at the end.</summary>
    private const double Margin = 1.1;

    /// <summary>The pieces with their log-probabilities, the likeliest first, every character of the alphabet among them.</summary>
    /// <param name="size">How many pieces are wanted, at least as many as there are characters.</param>
    public List<(string Piece, double Score)> Learn(int size)
    {
        var seeds = new SeedPieces(words, alphabet).Find(settings.SeedPieces, settings.LongestPiece);
        var all = Math.Log(seeds.Sum(s => s.Count));
        var pieces = seeds.Select(s => (s.Piece, Score: Math.Log(s.Count) - all)).ToList();
        var wanted = (int)(size * Margin);
        while (true)
        {
            for (var i = 0; i < settings.SubIterations; i++)
                pieces = Maximise(pieces, Expected(pieces));
            if (pieces.Count <= wanted)
                return Finish(pieces, size);
            var kept = new UnigramPruning(pieces, words).Keep(Math.Max(wanted, (int)(settings.Shrinking * pieces.Count)));
            // Where pruning takes nothing more the corpus has no fewer pieces.
            if (kept.Count == pieces.Count)
                return Finish(kept, size);
            pieces = kept;
        }
    }

    private double[] Expected(List<(string Piece, double Score)> pieces)
    {
        var lattice = new UnigramLattice(pieces);
        var parts = new double[Parts][];
        Parallel.For(
            0,
            Parts,
            part =>
            {
                parts[part] = new double[pieces.Count];
                for (var i = part; i < words.Count; i += Parts)
                    lattice.Expect(words[i].Word, words[i].Count, parts[part]);
            }
        );
        return [.. Enumerable.Range(0, pieces.Count).Select(id => parts.Sum(p => p[id]))];
    }

    private static List<(string Piece, double Score)> Maximise(List<(string Piece, double Score)> pieces, double[] expected)
    {
        var kept = Enumerable.Range(0, pieces.Count).Where(id => expected[id] >= LeastExpected).ToList();
        var all = Digamma(kept.Sum(id => expected[id]));
        return [.. kept.Select(id => (pieces[id].Piece, Digamma(expected[id]) - all))];
    }

    /// <summary>All characters, those that were pruned a little likelier than the least likely piece, then the likeliest others.</summary>
    private List<(string Piece, double Score)> Finish(List<(string Piece, double Score)> pieces, int size)
    {
        const double Step = 0.0001;
        var known = pieces.ToDictionary(p => p.Piece, p => p.Score, StringComparer.Ordinal);
        var least = pieces.Min(p => p.Score);
        var chosen = new Dictionary<string, double>(StringComparer.Ordinal);
        var lacking = 0;
        foreach (var character in alphabet.Characters.Select(c => c.ToString()))
            chosen[character] = known.TryGetValue(character, out var score) ? score : least + Step * ++lacking;
        foreach (var (piece, score) in pieces.OrderByDescending(p => p.Score).ThenBy(p => p.Piece, StringComparer.Ordinal))
        {
            if (chosen.Count >= size)
                break;
            chosen.TryAdd(piece, score);
        }

        return [.. chosen.OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, p.Value))];
    }

    /// <summary>The derivative of log Γ, by its recurrence and asymptotic series (Abramowitz and Stegun 1964, 6.3.18).</summary>
    private static double Digamma(double x)
    {
        var result = 0.0;
        for (; x < 7; x++)
            result -= 1 / x;
        x -= 0.5;
        var square = 1 / (x * x);
        return result + Math.Log(x) + square * (1.0 / 24 - square * (7.0 / 960 - square * (31.0 / 8064 - square * 127.0 / 30720)));
    }
}
