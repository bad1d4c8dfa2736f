namespace Clt.Plugins.Sources.Npm.Rights;

/// <summary>The Universal Declaration of Human Rights in one language.</summary>
/// <param name="Latitude">Degrees north, of a place where the language is spoken.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Parts">The paragraphs of each part, by <see cref="Preamble"/> or an article's number; none is empty.</param>
internal sealed record Declaration(string Latitude, string Longitude, IReadOnlyDictionary<string, IReadOnlyList<string>> Parts)
{
    /// <summary>The part before the articles.</summary>
    public const string Preamble = "preamble";

    /// <summary>All parts that there may be, in their order.</summary>
    public static IEnumerable<string> Order => Enumerable.Range(1, 30).Select(n => $"{n}").Prepend(Preamble);
}
