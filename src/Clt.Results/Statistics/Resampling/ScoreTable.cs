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
    public static ScoreTable Of(IEnumerable<ItemResult> results) => OfBlocks(ItemBlock.Of(results));

    /// <summary>The same of many items at a time.</summary>
    internal static ScoreTable OfBlocks(IReadOnlyList<ItemBlock> blocks)
    {
        List<ItemBlock> all = [.. blocks.Where(b => b.Items.Count > 0)];
        if (all.Count == 0)
            throw new InputException("there are no item scores", "bootstrap", "Evaluate at least one item.");
        // Blocks mostly share their lists.
        var lists = all.Select(b => b.Items).ToHashSet<IReadOnlyList<string>>(ReferenceEqualityComparer.Instance);
        var items = lists.SelectMany(i => i).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var places = items.Index().ToDictionary(i => i.Item, i => i.Index, StringComparer.Ordinal);
        var placed = new Dictionary<IReadOnlyList<string>, int[]>(ReferenceEqualityComparer.Instance);
        foreach (var list in lists)
            placed.Add(list, [.. list.Select(i => places[i])]);
        var table = new ScoreTable(items, [.. all.Select(b => b.Seed).Distinct().Order()]);
        table.Lay(all, placed);
        table.Fill(all, placed);
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

    private void Lay(List<ItemBlock> all, Dictionary<IReadOnlyList<string>, int[]> placed)
    {
        foreach (var group in all.GroupBy(b => b.Column, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var (counts, scored, itemCount) = (new List<int>(), new bool[Items.Count], 0);
            foreach (var block in group)
            {
                var places = placed[block.Items];
                for (var i = 0; i < places.Length; i++)
                {
                    var count = block.Statistics?[i]?.Count ?? 0;
                    if (!counts.Contains(count))
                        counts.Add(count);
                    if (!block.Has(i) || scored[places[i]])
                        continue;
                    scored[places[i]] = true;
                    itemCount++;
                }
            }

            if (counts.Count > 1)
            {
                throw new InputException(
                    $"items of column '{group.Key}' have {string.Join(" and ", counts)} statistics",
                    "bootstrap",
                    "Score all items of a column with one metric."
                );
            }

            var columnSeeds = group.Select(b => b.Seed).Distinct().Count();
            var column = new Column(Width, counts[0] == 0 ? 2 : counts[0], counts[0] == 0, columnSeeds, itemCount);
            _columns.Add(group.Key, column);
            Width += column.Count;
        }
    }

    private void Fill(List<ItemBlock> all, Dictionary<IReadOnlyList<string>, int[]> placed)
    {
        Data = new double[Seeds.Count * Items.Count * Width];
        var seedIndex = Seeds.Index().ToDictionary(s => s.Item, s => s.Index);
        var problems = new List<Problem>();
        foreach (var group in all.GroupBy(b => (b.Column, b.Seed)))
        {
            var (column, seed, seen) = (_columns[group.Key.Column], seedIndex[group.Key.Seed], new bool[Items.Count]);
            foreach (var block in group)
            {
                var places = placed[block.Items];
                for (var i = 0; i < places.Length; i++)
                {
                    if (seen[places[i]])
                        problems.Add(Twice(block, i));
                    else if (column.Seeds > 1)
                        Put(seed, places[i], column, block, i);
                    else
                        for (var s = 0; s < Seeds.Count; s++)
                            Put(s, places[i], column, block, i);
                    seen[places[i]] = true;
                }
            }
        }

        if (problems.Count > 0)
            throw new InputException(problems);
    }

    private static Problem Twice(ItemBlock block, int item) =>
        new(
            $"item '{block.Items[item]}' occurs twice under seed {block.Seed}",
            $"bootstrap, column '{block.Column}'",
            "Give each item once a column and seed."
        );

    private void Put(int seed, int item, Column column, ItemBlock block, int at)
    {
        var cell = Data.AsSpan((((seed * Items.Count) + item) * Width) + column.Start, column.Count);
        if (block.Statistics?[at] is { } statistics)
            for (var k = 0; k < statistics.Count; k++)
                cell[k] = statistics[k];
        else if (!double.IsNaN(block.Values[at]))
            (cell[0], cell[1]) = (block.Values[at], 1);
    }

    internal readonly record struct Column(int Start, int Count, bool IsMean, int Seeds, int Items);
}
