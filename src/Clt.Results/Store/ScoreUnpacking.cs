using System.Text.Json;

namespace Clt.Results.Store;

/// <summary>
/// Makes scores of what a file has: what its tables hold once is in memory once, and lists of ids that come again are shared.
/// </summary>
internal sealed class ScoreUnpacking
{
    private readonly ScoreTables _tables;

    /// <summary>Of a file without tables so many different rows are shared: beyond that they hardly ever come again.</summary>
    private const int MostRows = 1 << 16;

    private readonly HashSet<IReadOnlyList<string>> _items = new(ItemLists.Comparer);
    private readonly Dictionary<ItemRow, double[]> _rows = [];

    // One object an entry, whatever number of scores has it.
    private readonly double[]?[] _statistics;

    /// <param name="tables">Those of the file.</param>
    /// <exception cref="JsonException">An entry is null or empty.</exception>
    public ScoreUnpacking(ScoreTables tables)
    {
        if (tables.Items.Any(i => i is null) || tables.Asked.Any(a => a is null) || tables.Scores.Any(s => s is not { Count: > 0 }))
            throw new JsonException("an entry of 'tables' is null, or a score without its value");
        _tables = tables;
        _statistics = [.. tables.Scores.Select(r => r.Count == 1 ? null : (double[])[.. r.Skip(1)])];
    }

    /// <exception cref="JsonException">The table has no such place.</exception>
    public AskedTask Asked(int place) => At(_tables.Asked, place, "asked");

    /// <exception cref="JsonException">The score has neither values nor places, both, or a place that the tables lack.</exception>
    public ScoreRecord Unpack(StoredScore score)
    {
        var items = score.Items.Ids is { } ids ? Shared(ids) : At(_tables.Items, score.Items.Place!.Value, "items");
        if ((score.Scores is null) == (score.Values is null) || (score.Scores is not null && score.Statistics is not null))
            throw new JsonException("a score has neither 'values' nor 'scores', or both");
        return new ScoreRecord(
            score.Language,
            score.Metric,
            score.Signature,
            score.Value,
            score.Low,
            score.High,
            items,
            [.. score.Values ?? score.Scores!.Select(p => At(_tables.Scores, p, "scores")[0])],
            score.Scores is { } places ? Statistics(places) : Shared(score.Statistics),
            score.Method
        )
        {
            Axes = score.Axes,
            Probe = score.Probe,
        };
    }

    private IReadOnlyList<double>[]? Statistics(IReadOnlyList<int> places)
    {
        var found = places.Count(p => _statistics[p] is not null);
        if (found == 0)
            return null;
        return found == places.Count
            ? [.. places.Select(p => _statistics[p]!)]
            : throw new JsonException("some items of a score have statistics, and others have none");
    }

    private double[][]? Shared(IReadOnlyList<IReadOnlyList<double>>? rows) =>
        rows is null ? null : [.. rows.Select(r => Shared(r ?? throw new JsonException("the statistics of an item are null")))];

    private double[] Shared(IReadOnlyList<double> row)
    {
        var key = new ItemRow(0, row);
        if (_rows.TryGetValue(key, out var known))
            return known;
        double[] own = [.. row];
        if (_rows.Count < MostRows)
            _rows.Add(new ItemRow(0, own), own);
        return own;
    }

    private IReadOnlyList<string> Shared(IReadOnlyList<string> ids)
    {
        if (_items.TryGetValue(ids, out var known))
            return known;
        _items.Add(ids);
        return ids;
    }

    private static T At<T>(IReadOnlyList<T> table, int place, string name) =>
        place >= 0 && place < table.Count
            ? table[place]
            : throw new JsonException($"'tables' has no place {place} among its {table.Count} '{name}'");
}
