using Clt.Results.Store;

namespace Clt.Results.Comparison;

/// <summary>What must hold of two runs before their numbers may be compared: the same metric, signature, languages and items.</summary>
internal static class PairChecks
{
    private const int Shown = 3;

    /// <summary>Adds every problem of a pair of runs under a metric.</summary>
    public static void Run(RunPair pair, string metric, Problems problems)
    {
        var (a, b) = (Scores(pair.A, metric), Scores(pair.B, metric));
        var where = $"{metric}, {pair.Title}";
        if (a.Count == 0 || b.Count == 0)
        {
            var names = pair.A.Concat(pair.B).SelectMany(r => r.Scores).Select(s => s.Metric).Distinct().ToList();
            problems.Add(
                $"the {(a.Count == 0 ? "first" : "second")} run has no metric '{metric}'",
                where,
                Suggest.DidYouMean(metric, names, $"There are: {string.Join(", ", names)}.")
            );
            return;
        }

        var signatures = a.Concat(b).Select(s => s.Signature).Distinct().ToList();
        problems.Check(
            signatures.Count == 1,
            $"the scores have different signatures: {string.Join(" and ", signatures)}",
            where,
            "Evaluate both with the same metric settings and version."
        );
        foreach (var language in a.Concat(b).Select(s => s.Language).Distinct())
            Items(a, b, language, $"{where}, {language}", problems);
    }

    /// <summary>The scores of a metric over all runs.</summary>
    public static List<ScoreRecord> Scores(IReadOnlyList<CellResult> runs, string metric) =>
        [.. runs.SelectMany(r => r.Scores).Where(s => s.Metric == metric)];

    private static void Items(List<ScoreRecord> a, List<ScoreRecord> b, string language, string where, Problems problems)
    {
        var (left, right) = (Ids(a, language), Ids(b, language));
        if (left.SetEquals(right))
            return;
        var (onlyLeft, onlyRight) = (left.Except(right).ToList(), right.Except(left).ToList());
        problems.Add(
            $"the items differ: {left.Count} and {right.Count}, {Some(onlyLeft, "first")}, {Some(onlyRight, "second")}",
            where,
            "Evaluate both on the same data with the same number of items."
        );
    }

    private static HashSet<string> Ids(List<ScoreRecord> scores, string language) =>
        [.. scores.Where(s => s.Language == language).SelectMany(s => s.Items)];

    private static string Some(List<string> items, string which) =>
        items.Count == 0
            ? $"none only in the {which}"
            : $"{items.Count} only in the {which} ({string.Join(", ", items.Take(Shown))}{(items.Count > Shown ? ", …" : "")})";
}
