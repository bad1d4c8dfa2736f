namespace Clt.Results.Store;

/// <summary>The score of one item with its sufficient statistics, compared bit by bit.</summary>
/// <param name="value">The score.</param>
/// <param name="statistics">Its statistics, or null where it has none.</param>
internal readonly struct ItemRow(double value, IReadOnlyList<double>? statistics) : IEquatable<ItemRow>
{
    private readonly double _value = value;
    private readonly IReadOnlyList<double>? _statistics = statistics;

    /// <summary>The value, then the statistics.</summary>
    public double[] Numbers => [_value, .. _statistics ?? []];

    public bool Equals(ItemRow other)
    {
        if (!Same(_value, other._value) || (_statistics?.Count ?? 0) != (other._statistics?.Count ?? 0))
            return false;
        for (var i = 0; i < (_statistics?.Count ?? 0); i++)
        {
            if (!Same(_statistics![i], other._statistics![i]))
                return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is ItemRow other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(BitConverter.DoubleToInt64Bits(_value));
        for (var i = 0; i < (_statistics?.Count ?? 0); i++)
            hash.Add(BitConverter.DoubleToInt64Bits(_statistics![i]));
        return hash.ToHashCode();
    }

    // Not by value: 0 and -0 are two numbers in a file.
    private static bool Same(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);
}
