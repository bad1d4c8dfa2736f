namespace Clt.Engine.Layers;

/// <summary>Maximum spanning trees of dependency scores (Chu and Liu 1965; Edmonds 1967; McDonald et al. 2005).</summary>
public static class SpanningTree
{
    /// <summary>The heads of words 1 to n that give the greatest sum; 0 is the root.</summary>
    /// <param name="scores">[dependent, head], n + 1 square; row 0 and column i of row i are not used.</param>
    /// <param name="singleRoot">Whether exactly one word may hang on the root.</param>
    /// <returns>n heads, for words 1 to n.</returns>
    public static int[] Heads(double[,] scores, bool singleRoot)
    {
        var heads = Decode(scores);
        if (!singleRoot || heads.Skip(1).Count(h => h == 0) == 1)
            return heads[1..];
        // Try every word as the only one on the root: the others lose that arc.
        var n = scores.GetLength(0) - 1;
        return Enumerable
            .Range(1, n)
            .Select(root =>
            {
                var allowed = (double[,])scores.Clone();
                for (var d = 1; d <= n; d++)
                    if (d != root)
                        allowed[d, 0] = double.NegativeInfinity;
                return Decode(allowed)[1..];
            })
            .MaxBy(h => Total(scores, h))!;
    }

    /// <summary>The sum of the scores of a tree's arcs.</summary>
    public static double Total(double[,] scores, IReadOnlyList<int> heads)
    {
        var total = 0.0;
        for (var d = 1; d <= heads.Count; d++)
            total += scores[d, heads[d - 1]];
        return total;
    }

    private static int[] Decode(double[,] scores)
    {
        var n = scores.GetLength(0);
        var heads = new int[n];
        for (var d = 1; d < n; d++)
            heads[d] = Best(scores, d);
        return FindCycle(heads) is { } cycle ? Contract(scores, heads, cycle) : heads;
    }

    private static int Best(double[,] scores, int dependent)
    {
        var best = -1;
        for (var h = 0; h < scores.GetLength(0); h++)
        {
            if (h != dependent && (best < 0 || scores[dependent, h] > scores[dependent, best]))
                best = h;
        }

        return best;
    }

    private static HashSet<int>? FindCycle(int[] heads)
    {
        var seen = new int[heads.Length];
        for (var start = 1; start < heads.Length; start++)
        {
            var at = start;
            while (at != 0 && seen[at] == 0)
                (seen[at], at) = (start, heads[at]);
            if (at == 0 || seen[at] != start)
                continue;
            var cycle = new HashSet<int>();
            while (cycle.Add(at))
                at = heads[at];
            return cycle;
        }

        return null;
    }

    /// <summary>Makes one node of a cycle, solves the smaller problem, and breaks the cycle where the solution enters it.</summary>
    private static int[] Contract(double[,] scores, int[] heads, HashSet<int> cycle)
    {
        var nodes = Enumerable.Range(0, heads.Length).Where(v => !cycle.Contains(v)).ToArray();
        var c = nodes.Length;
        var smaller = new double[c + 1, c + 1];
        var (enters, leaves) = (new int[c], new int[c]);
        for (var i = 0; i < c; i++)
        {
            for (var j = 0; j < c; j++)
                smaller[i, j] = scores[nodes[i], nodes[j]];
            enters[i] = cycle.MaxBy(v => scores[v, nodes[i]] - scores[v, heads[v]]);
            leaves[i] = cycle.MaxBy(v => scores[nodes[i], v]);
            smaller[c, i] = scores[enters[i], nodes[i]] - scores[enters[i], heads[enters[i]]];
            smaller[i, c] = scores[nodes[i], leaves[i]];
        }

        var solved = Decode(smaller);
        var result = (int[])heads.Clone();
        for (var i = 1; i < c; i++)
            result[nodes[i]] = solved[i] == c ? leaves[i] : nodes[solved[i]];
        result[enters[solved[c]]] = nodes[solved[c]];
        return result;
    }
}
