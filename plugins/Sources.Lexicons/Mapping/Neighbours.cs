using System.Numerics.Tensors;
using Clt.Plugins.Sources.Lexicons.Vectors;

namespace Clt.Plugins.Sources.Lexicons.Mapping;

/// <summary>
/// Cross-domain similarity local scaling (CSLS, Conneau et al. 2018): nearest neighbours by <c>2·cos(x, y) − r(x) − r(y)</c>, where r is
/// the mean cosine with the nearest neighbours in the other language, so that words that are near to many are not everyone's translation.
/// </summary>
internal sealed class Neighbours
{
    private readonly VectorTable _from;
    private readonly VectorTable _to;
    private readonly float[] _density;

    /// <param name="from">Vectors of length 1.</param>
    /// <param name="to">Vectors of length 1 in the same space.</param>
    /// <param name="neighbours">How many make the mean; 0 for the cosine alone.</param>
    public Neighbours(VectorTable from, VectorTable to, int neighbours)
    {
        (_from, _to) = (from, to);
        _density = new float[to.Count];
        if (neighbours > 0)
            Parallel.For(0, to.Count, i => _density[i] = Density(to[i], from, neighbours));
    }

    /// <summary>The nearest words of the other language, best first, with their cosines.</summary>
    public (int To, float Cosine)[] Of(int word, int most)
    {
        var best = new PriorityQueue<(int To, float Cosine), (float, int)>();
        var vector = _from[word];
        for (var i = 0; i < _to.Count; i++)
        {
            var cosine = TensorPrimitives.Dot<float>(vector, _to[i]);
            // The word's own density is the same for all; of equals the more frequent is better.
            var nearness = (2 * cosine - _density[i], -i);
            if (best.Count < most)
                best.Enqueue((i, cosine), nearness);
            else if (best.TryPeek(out _, out var worst) && nearness.CompareTo(worst) > 0)
                best.DequeueEnqueue((i, cosine), nearness);
        }

        var found = new (int, float)[best.Count];
        for (var i = found.Length - 1; i >= 0; i--)
            found[i] = best.Dequeue();
        return found;
    }

    private static float Density(ReadOnlySpan<float> vector, VectorTable others, int neighbours)
    {
        var best = new PriorityQueue<float, float>();
        for (var i = 0; i < others.Count; i++)
        {
            var cosine = TensorPrimitives.Dot(vector, others[i]);
            if (best.Count < neighbours)
                best.Enqueue(cosine, cosine);
            else if (cosine > best.Peek())
                best.DequeueEnqueue(cosine, cosine);
        }

        var mean = 0f;
        foreach (var (cosine, _) in best.UnorderedItems)
            mean += cosine / best.Count;
        return mean;
    }
}
