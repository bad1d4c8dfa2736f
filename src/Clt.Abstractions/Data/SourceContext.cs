namespace Clt;

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
