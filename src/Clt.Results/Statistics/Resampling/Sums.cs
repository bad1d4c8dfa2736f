namespace Clt.Results.Statistics.Resampling;

/// <summary>The summed statistics of all columns on one resample (or on the data itself, or with one cluster left out).</summary>
public readonly ref struct Sums
{
    private readonly ReadOnlySpan<double> _values;
    private readonly ScoreTable _table;

    internal Sums(ScoreTable table, ReadOnlySpan<double> values)
    {
        _table = table;
        _values = values;
    }

    /// <summary>A column's summed statistics: for a column of plain scores, their sum and their number.</summary>
    public ReadOnlySpan<double> this[string column]
    {
        get
        {
            var found = _table.Find(column);
            return _values.Slice(found.Start, found.Count);
        }
    }

    /// <summary>The mean score of a column of plain scores; NaN where no item is in the resample.</summary>
    public double Mean(string column)
    {
        var sums = this[column];
        return sums[0] / sums[1];
    }
}
