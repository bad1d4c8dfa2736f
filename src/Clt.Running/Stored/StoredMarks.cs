using Clt.Results.Store;

namespace Clt.Running.Stored;

/// <summary>Provenance of a study's finished cells, each read once: a study's cells share what they were made from.</summary>
/// <param name="study">Where the cells are.</param>
internal sealed class StoredMarks(StudyFolder study)
{
    private readonly Dictionary<string, StoredMark?> _known = new(StringComparer.Ordinal);

    public StudyFolder Study => study;

    /// <summary>What a cell's result says of weights; null where it has none, or one that does not hold.</summary>
    public StoredMark? Of(string cell)
    {
        if (!_known.TryGetValue(cell, out var known))
            _known[cell] = known = StoredMark.Of(study.Cell(cell).Read());
        return known;
    }

    /// <summary>The whole result of a cell, which is not kept.</summary>
    public CellResult? Read(string cell)
    {
        var result = study.Cell(cell).Read();
        _known[cell] = StoredMark.Of(result);
        return result;
    }
}

/// <summary>The weights that a finished cell's numbers are of.</summary>
/// <param name="Weights">Their hash.</param>
/// <param name="Loaded">Weights of other cells that were loaded too, by cell.</param>
/// <param name="HasFiles">Whether it says what its files must be.</param>
internal sealed record StoredMark(string Weights, IReadOnlyDictionary<string, string> Loaded, bool HasFiles)
{
    public static StoredMark? Of(CellResult? result) =>
        result is null ? null : new StoredMark(result.Weights, result.Loaded ?? new Dictionary<string, string>(), result.Files is not null);
}
