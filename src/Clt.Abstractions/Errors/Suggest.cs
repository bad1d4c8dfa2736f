namespace Clt;

/// <summary>Finds the closest known names for a misspelt one, for "did you mean" messages.</summary>
public static class Suggest
{
    // What is longer is no misspelt name, and the distance takes time and memory by the product of both lengths.
    private const int LongestName = 100;

    /// <summary>
    /// At most <paramref name="count"/> known names within an edit distance of a third of the name's length (at least 2), best first; none
    /// for a name of more than a hundred characters.
    /// </summary>
    public static IReadOnlyList<string> Closest(string name, IEnumerable<string> known, int count = 3)
    {
        if (name.Length > LongestName)
            return [];
        var limit = Math.Max(2, name.Length / 3);
        return known
            .Where(k => Math.Abs(k.Length - name.Length) <= limit)
            .Distinct(StringComparer.Ordinal)
            .Select(k => (Name: k, Distance: Distance(name.ToLowerInvariant(), k.ToLowerInvariant())))
            .Where(k => k.Distance <= limit)
            .OrderBy(k => k.Distance)
            .ThenBy(k => k.Name, StringComparer.Ordinal)
            .Take(count)
            .Select(k => k.Name)
            .ToList();
    }

    /// <summary>"Did you mean 'a' or 'b'?", or the given fallback when nothing is close.</summary>
    public static string DidYouMean(string name, IEnumerable<string> known, string otherwise)
    {
        var closest = Closest(name, known);
        return closest.Count == 0 ? otherwise : $"Did you mean {string.Join(" or ", closest.Select(c => $"'{c}'"))}?";
    }

    /// <summary>Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.</summary>
    public static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    best = Math.Min(best, d[i - 2, j - 2] + 1);
                d[i, j] = best;
            }
        }

        return d[a.Length, b.Length];
    }
}
