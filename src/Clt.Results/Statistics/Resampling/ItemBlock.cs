namespace Clt.Results.Statistics.Resampling;

/// <summary>Scores of many items in one column under one seed, as they are stored: nothing of them is copied for each item.</summary>
/// <param name="Column">Any name; columns of one table are resampled together.</param>
/// <param name="Seed">The training seed.</param>
/// <param name="Items">The items; several blocks may share the list.</param>
/// <param name="Values">One score an item; NaN counts as missing.</param>
/// <param name="Statistics">Sufficient statistics an item, null where it has none; null where none has.</param>
internal readonly record struct ItemBlock(
    string Column,
    long Seed,
    IReadOnlyList<string> Items,
    IReadOnlyList<double> Values,
    IReadOnlyList<IReadOnlyList<double>?>? Statistics
)
{
    /// <summary>Single results, in the order of their columns and seeds.</summary>
    public static IReadOnlyList<ItemBlock> Of(IEnumerable<ItemResult> results) =>
        [
            .. results
                .GroupBy(r => (r.Column, r.Seed))
                .Select(g => new ItemBlock(
                    g.Key.Column,
                    g.Key.Seed,
                    [.. g.Select(r => r.ItemId)],
                    [.. g.Select(r => r.Value)],
                    g.Any(r => r.Statistics is not null) ? [.. g.Select(r => r.Statistics)] : null
                )),
        ];

    /// <summary>Whether an item has a score.</summary>
    public bool Has(int item) => Statistics?[item] is not null || !double.IsNaN(Values[item]);
}
