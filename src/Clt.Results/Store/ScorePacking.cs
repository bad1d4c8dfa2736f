namespace Clt.Results.Store;

/// <summary>Makes the tables of a file that is to be written, and the places that its scores have in them.</summary>
internal sealed class ScorePacking
{
    private readonly Dictionary<IReadOnlyList<string>, int> _items = new(ItemLists.Comparer);
    private readonly Dictionary<ItemRow, int> _rows = [];
    private readonly HashSet<string> _packed = new(StringComparer.Ordinal);
    private readonly Dictionary<AskedTask, int> _asked = new(ReferenceEqualityComparer.Instance);

    /// <param name="results">All that the file will hold.</param>
    public ScorePacking(IReadOnlyList<CellResult> results)
    {
        foreach (var score in results.SelectMany(r => r.Scores))
            _items.TryAdd(score.Items, _items.Count);
        var once = new HashSet<AskedTask>(ReferenceEqualityComparer.Instance);
        foreach (var asked in results.Select(r => r.Asked).OfType<AskedTask>().Where(a => !once.Add(a)))
            _asked.TryAdd(asked, _asked.Count);

        foreach (var (row, _) in Counted(results).OrderByDescending(r => r.Count))
            _rows.Add(row, _rows.Count);
        Tables = _items.Count == 0 ? null : new ScoreTables([.. _items.Keys], [.. _rows.Keys.Select(r => r.Numbers)], [.. _asked.Keys]);
    }

    /// <summary>Null where there are no scores.</summary>
    public ScoreTables? Tables { get; }

    /// <summary>The place of what was asked, or null where it stands in its run.</summary>
    public int? PlaceOf(AskedTask asked) => _asked.TryGetValue(asked, out var place) ? place : null;

    public StoredScore Pack(ScoreRecord score)
    {
        var items = new ItemList(_items[score.Items], null);
        var stored = new StoredScore(score.Language, score.Metric, score.Signature, score.Value, score.Low, score.High, items, score.Method)
        {
            Axes = score.Axes,
            Probe = score.Probe,
        };
        return _packed.Contains(score.Signature) && HasRows(score)
            ? stored with
            {
                Scores = [.. score.Values.Select((v, i) => _rows[new ItemRow(v, score.Statistics?[i])])],
            }
            : stored with
            {
                Values = score.Values,
                Statistics = score.Statistics,
            };
    }

    /// <summary>
    /// The rows that a table is worth, with how often each comes, in the order of their first place: those of metrics of which every second
    /// one repeats another. Perplexities and the counts of long answers hardly ever do.
    /// </summary>
    private List<(ItemRow Row, int Count)> Counted(IReadOnlyList<CellResult> results)
    {
        var all = new Dictionary<ItemRow, int>();
        foreach (var scores in results.SelectMany(r => r.Scores).Where(HasRows).GroupBy(s => s.Signature, StringComparer.Ordinal))
        {
            var (own, total) = (new Dictionary<ItemRow, int>(), 0);
            foreach (var score in scores)
            {
                for (var i = 0; i < score.Values.Count; i++, total++)
                {
                    var row = new ItemRow(score.Values[i], score.Statistics?[i]);
                    own[row] = own.GetValueOrDefault(row) + 1;
                }
            }

            if (own.Count * 2 > total)
                continue;
            _packed.Add(scores.Key);
            foreach (var (row, count) in own)
                all[row] = all.GetValueOrDefault(row) + count;
        }

        return [.. all.Select(r => (r.Key, r.Value))];
    }

    /// <summary>Whether each item has a value, and statistics where any has some; odd scores stand as they are.</summary>
    private static bool HasRows(ScoreRecord score) =>
        score.Values.Count == score.Items.Count
        && score.Values.Count > 0
        && (score.Statistics is not { } s || (s.Count == score.Values.Count && s.All(r => r.Count > 0)));
}
