namespace Clt.Plugins.Metrics.Overlap;

/// <summary>
/// Which tokens of a target sentence lie on a longest common subsequence with another; of several, the one rouge-score picks.
/// </summary>
internal static class UnionSubsequence
{
    public static List<int> Indices(List<string> target, List<string> prediction)
    {
        var table = new int[target.Count + 1, prediction.Count + 1];
        for (var i = 1; i <= target.Count; i++)
        {
            for (var j = 1; j <= prediction.Count; j++)
            {
                table[i, j] = target[i - 1] == prediction[j - 1] ? table[i - 1, j - 1] + 1 : Math.Max(table[i - 1, j], table[i, j - 1]);
            }
        }

        var indices = new List<int>();
        for (var (i, j) = (target.Count, prediction.Count); i > 0 && j > 0; )
        {
            if (target[i - 1] == prediction[j - 1])
            {
                indices.Add(i - 1);
                (i, j) = (i - 1, j - 1);
            }
            else if (table[i, j - 1] > table[i - 1, j])
            {
                j--;
            }
            else
            {
                i--;
            }
        }

        return indices;
    }
}
