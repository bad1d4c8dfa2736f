namespace Clt.Results.Store;

/// <summary>Equality of lists of item ids by their content.</summary>
internal sealed class ItemLists : IEqualityComparer<IReadOnlyList<string>>
{
    public static ItemLists Comparer { get; } = new();

    public bool Equals(IReadOnlyList<string>? x, IReadOnlyList<string>? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && x.SequenceEqual(y, StringComparer.Ordinal));

    public int GetHashCode(IReadOnlyList<string> list)
    {
        // Ids at both ends tell lists apart as well as all of them do, which would be hashed at each of many thousand scores.
        var hash = new HashCode();
        hash.Add(list.Count);
        if (list.Count > 0)
        {
            hash.Add(list[0], StringComparer.Ordinal);
            hash.Add(list[^1], StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }
}
