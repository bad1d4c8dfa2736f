namespace Clt.Results.Statistics.Resampling;

/// <summary>
/// Item scores of several columns on common items and seeds, as summable statistics: the data of a <see cref="ClusterBootstrap"/>.
/// </summary>
/// <remarks>
/// A column without <see cref="ItemResult.Statistics"/> has two statistics: the sum of its values and their number. Items that a column
/// lacks add nothing to it. A column that was measured under a single seed (a base model, say) counts for every seed of the table.
/// </remarks>
public sealed class ScoreTable
{
    private readonly Dictionary<string, Column> _columns = new(StringComparer.Ordinal);

    private ScoreTable(IReadOnlyList<string> items, IReadOnlyList<long> seeds) => (Items, Seeds) = (items, seeds);

    /// <summary>The items in ordinal order, so that the order of the results does not matter.</summary>
    public IReadOnlyList<string> Items { get; }

    /// <summary>The seeds, ascending.</summary>
    public IReadOnlyList<long> Seeds { get; }

    public IEnumerable<string> Columns => _columns.Keys;

    /// <summary>Statistics a (seed, item) pair has over all columns.</summary>
    internal int Width { get; private set; }

    /// <summary>[seed, item, statistic], row-major.</summary>
    internal double[] Data { get; private set; } = [];

    /// <summary>Builds the table.</summary>
    /// <exception cref="InputException">
    /// There are no results, an item occurs twice, or a column's statistics differ in number; all such problems are listed.
    /// </exception>
    public static ScoreTable Of(IEnumerable<ItemResult> results)
    {
        var all = results.ToList();
        if (all.Count == 0)
            throw new InputException("there are no item scores", "bootstrap", "Evaluate at least one item.");
        var items = all.Select(r => r.ItemId).Distinct().Order(StringComparer.Ordinal).ToList();
        var seeds = all.Select(r => r.Seed).Distinct().Order().ToList();
        var table = new ScoreTable(items, seeds);
        table.Lay(all);
        table.Fill(all);
        return table;
    }

    /// <summary>Where a column's statistics lie in a row of sums.</summary>
    /// <exception cref="InputException">There is no such column.</exception>
    internal Column Find(string column) =>
        _columns.TryGetValue(column, out var found)
            ? found
            : throw new InputException(
                $"there is no column '{column}'",
                "bootstrap",
                Suggest.DidYouMean(column, _columns.Keys, "See the columns of the table.")
            );

    private void Lay(List<ItemResult> all)
    {
        foreach (var group in all.GroupBy(r => r.Column, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var counts = group.Select(r => r.Statistics?.Count ?? 0).Distinct().ToList();
            if (counts.Count > 1)
            {
                throw new InputException(
                    $"items of column '{group.Key}' have {string.Join(" and ", counts)} statistics",
                    "bootstrap",
                    "Score all items of a column with one metric."
                );
            }

            var columnSeeds = group.Select(r => r.Seed).Distinct().Count();
            var itemCount = group.Where(r => r.Statistics is not null || !double.IsNaN(r.Value)).Select(r => r.ItemId).Distinct().Count();
            var column = new Column(Width, counts[0] == 0 ? 2 : counts[0], counts[0] == 0, columnSeeds, itemCount);
            _columns.Add(group.Key, column);
            Width += column.Count;
        }
    }

    private void Fill(List<ItemResult> all)
    {
        Data = new double[Seeds.Count * Items.Count * Width];
        var itemIndex = Items.Select((item, i) => (item, i)).ToDictionary(p => p.item, p => p.i, StringComparer.Ordinal);
        var seedIndex = Seeds.Select((seed, s) => (seed, s)).ToDictionary(p => p.seed, p => p.s);
        var seen = new HashSet<(string, int, int)>();
        var problems = new List<Problem>();
        foreach (var result in all)
        {
            var column = _columns[result.Column];
            var item = itemIndex[result.ItemId];
            if (!seen.Add((result.Column, item, seedIndex[result.Seed])))
            {
                problems.Add(
                    new Problem(
                        $"item '{result.ItemId}' occurs twice under seed {result.Seed}",
                        $"bootstrap, column '{result.Column}'",
                        "Give each item once a column and seed."
                    )
                );
                continue;
            }

            if (column.Seeds > 1)
                Put(seedIndex[result.Seed], item, column, result);
            else
                for (var s = 0; s < Seeds.Count; s++)
                    Put(s, item, column, result);
        }

        if (problems.Count > 0)
            throw new InputException(problems);
    }

    private void Put(int seed, int item, Column column, ItemResult result)
    {
        var cell = Data.AsSpan((((seed * Items.Count) + item) * Width) + column.Start, column.Count);
        if (result.Statistics is { } statistics)
            for (var k = 0; k < statistics.Count; k++)
                cell[k] = statistics[k];
        else if (!double.IsNaN(result.Value))
            (cell[0], cell[1]) = (result.Value, 1);
    }

    internal readonly record struct Column(int Start, int Count, bool IsMean, int Seeds, int Items);
}
