namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>Probabilities of labels from the scores of output rows.</summary>
internal sealed class FastTextOutput(FastTextLoss loss, IReadOnlyList<long> counts)
{
    private readonly (int Left, int Right)[] _tree = loss == FastTextLoss.HierarchicalSoftmax ? Huffman(counts) : [];

    public double[] Probabilities(Func<int, float> score)
    {
        var labels = counts.Count;
        if (loss == FastTextLoss.HierarchicalSoftmax)
        {
            var probabilities = new double[labels];
            Descend((2 * labels) - 2, 0, score, probabilities);
            return probabilities;
        }

        var scores = Enumerable.Range(0, labels).Select(i => (double)score(i)).ToArray();
        if (loss != FastTextLoss.Softmax)
            return [.. scores.Select(s => 1 / (1 + Math.Exp(-s)))];
        var most = scores.Max();
        var exponentials = scores.Select(s => Math.Exp(s - most)).ToArray();
        var sum = exponentials.Sum();
        return [.. exponentials.Select(e => e / sum)];
    }

    private void Descend(int node, float logProbability, Func<int, float> score, double[] probabilities)
    {
        if (node < counts.Count)
        {
            probabilities[node] = Math.Exp(logProbability);
            return;
        }

        var right = 1 / (1 + MathF.Exp(-score(node - counts.Count)));
        Descend(_tree[node].Left, logProbability + Log(1 - right), score, probabilities);
        Descend(_tree[node].Right, logProbability + Log(right), score, probabilities);
    }

    private static float Log(float x) => (float)Math.Log(x + 1e-5);

    /// <summary>
    /// The Huffman tree over labels in falling order of count: leaves first, then inner nodes in the order they are made.
    /// </summary>
    private static (int Left, int Right)[] Huffman(IReadOnlyList<long> counts)
    {
        var n = counts.Count;
        var tree = new (int Left, int Right)[(2 * n) - 1];
        var weight = new long[(2 * n) - 1];
        for (var i = 0; i < weight.Length; i++)
            weight[i] = i < n ? counts[i] : 1_000_000_000_000_000;
        var (leaf, inner) = (n - 1, n);
        int Least() => leaf >= 0 && weight[leaf] < weight[inner] ? leaf-- : inner++;
        for (var i = n; i < tree.Length; i++)
        {
            tree[i] = (Least(), Least());
            weight[i] = weight[tree[i].Left] + weight[tree[i].Right];
        }

        return tree;
    }
}
