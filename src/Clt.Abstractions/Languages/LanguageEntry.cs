namespace Clt;

/// <summary>A row of the table of languages.</summary>
internal sealed record LanguageEntry(string Iso639, string? Iso6391, string Script, string Name, string Family)
{
    /// <summary>The shortest code: ISO 639-1 where there is one.</summary>
    public string Shortest => Iso6391 ?? Iso639;
}
