using Clt.Plugins.Sources.Lexicons.Vectors;

namespace Clt.Plugins.Sources.Lexicons.Mapping;

/// <summary>
/// Self-learning of a mapping (Artetxe, Labaka and Agirre 2017, 2018): a few pairs of words give a rotation, the rotation more pairs, until
/// the pairs come no nearer. Orthogonal, without whitening or random drops.
/// </summary>
internal static class SelfLearning
{
    private const int Rounds = 50;

    /// <summary>A round that brings the mean cosine up by less ends the learning.</summary>
    private const double Least = 1e-4;

    /// <summary>Vectors of the first language, rotated into the space of the second.</summary>
    /// <param name="from">Normalised vectors.</param>
    /// <param name="to">Normalised vectors.</param>
    /// <param name="start">Pairs of rows to start from; at least one.</param>
    /// <param name="frequent">How many of the most frequent words pairs are learnt of.</param>
    /// <param name="neighbours">For CSLS.</param>
    public static VectorTable Map(VectorTable from, VectorTable to, IReadOnlyList<(int From, int To)> start, int frequent, int neighbours)
    {
        var target = to.First(frequent);
        var (pairs, before, best) = (start, double.NegativeInfinity, Procrustes.Map(from, to, start));
        for (var round = 0; round < Rounds; round++)
        {
            var mapped = round == 0 ? best : Procrustes.Map(from, to, pairs);
            var (found, nearness) = Pairs(mapped.First(frequent), target, neighbours);
            if (nearness < before + Least)
                return best;
            (best, before, pairs) = (mapped, nearness, found);
        }

        return best;
    }

    /// <summary>Each word with its nearest, in both directions, and their mean cosine.</summary>
    private static (IReadOnlyList<(int From, int To)> Pairs, double Nearness) Pairs(VectorTable from, VectorTable to, int neighbours)
    {
        var (forward, backward) = (Nearest(from, to, neighbours), Nearest(to, from, neighbours));
        var pairs = forward.Select((n, i) => (From: i, n.To)).Concat(backward.Select((n, i) => (From: n.To, To: i))).ToList();
        return (pairs, (forward.Average(n => (double)n.Cosine) + backward.Average(n => (double)n.Cosine)) / 2);
    }

    private static (int To, float Cosine)[] Nearest(VectorTable from, VectorTable to, int neighbours)
    {
        var (search, nearest) = (new Neighbours(from, to, neighbours), new (int, float)[from.Count]);
        Parallel.For(0, from.Count, i => nearest[i] = search.Of(i, 1)[0]);
        return nearest;
    }
}
