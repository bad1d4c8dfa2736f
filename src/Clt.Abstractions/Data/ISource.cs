namespace Clt;

/// <summary>Extension point: where records come from.</summary>
public interface ISource
{
    SourceInfo Info { get; }

    /// <summary>
    /// The identity of the content: it changes whenever <see cref="Read"/> would give other records. Part of a cell's hash, so it must be
    /// cheap.
    /// </summary>
    /// <exception cref="InputException">The data is missing or damaged.</exception>
    string Fingerprint(SourceContext context);

    /// <summary>All records of a language and split, always in the same order. An empty sequence where there are none.</summary>
    /// <exception cref="InputException">The data is missing or damaged; the problem names file and line.</exception>
    IEnumerable<Record> Read(SourceRequest request);
}
