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

/// <summary>What a source is.</summary>
/// <param name="Name">Short name, such as <c>number-words</c>.</param>
/// <param name="Description">One line for <c>clt list</c>.</param>
/// <param name="Languages">The languages it can give.</param>
/// <param name="Settings">Everything that was set and changes the records, in canonical text: part of a cell's hash.</param>
public sealed record SourceInfo(
    string Name,
    string Description,
    IReadOnlyList<Language> Languages,
    IReadOnlyDictionary<string, string> Settings
)
{
    /// <summary>The settings in one order, <c>name=value</c> each: for hashes and signatures.</summary>
    public IEnumerable<string> SettingLines() => Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}");
}

/// <summary>Which records to read.</summary>
public sealed record SourceRequest(Language Language, Split Split, SourceContext Context);

/// <summary>What a source may use besides its own settings.</summary>
/// <param name="CacheFolder">A folder that outlives runs, for what is fetched or computed once; it is keyed by content.</param>
/// <param name="Report">Takes one-line messages on slow work (fetching, parsing).</param>
/// <param name="Cancel">Ends the reading early.</param>
public sealed record SourceContext(string CacheFolder, Action<string> Report, CancellationToken Cancel = default)
{
    /// <summary>
    /// Folders in which cells of the study have kept what models made of a source's records in a language; null where nothing was made of
    /// them, or no study runs.
    /// </summary>
    public Func<ISource, Language, IReadOnlyList<string>?> Made { get; init; } = static (_, _) => null;
}

/// <summary>The disjoint parts of a source. An item, in whichever language, is in one part only.</summary>
public enum Split
{
    Train,
    Validation,
    Test,
}
