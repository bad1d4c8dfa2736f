namespace Clt;

/// <summary>A language in a script: ISO 639-3 and ISO 15924, such as <c>jpn_Jpan</c>: language and script, without the region.</summary>
/// <param name="Iso639">ISO 639-3 code, three lower-case letters.</param>
/// <param name="Script">ISO 15924 code, four letters, title case.</param>
/// <param name="Region">ISO 3166-1 alpha-2 code where the tag named one (<c>BR</c> in <c>pt-BR</c>), else null.</param>
/// <remarks>
/// The region takes part in equality, since sources keep apart what it names (Debian has <c>pt</c> and <c>pt-BR</c>, translated by different people).
/// It is no part of <see cref="Code"/>: reports and groups of languages take both for <c>por_Latn</c>. See <see cref="SameAs"/>.
/// </remarks>
public sealed partial record Language(string Iso639, string Script, string? Region = null)
{
    /// <summary><c>jpn_Jpan</c>: language and script, without the region.</summary>
    public string Code => $"{Iso639}_{Script}";
}
