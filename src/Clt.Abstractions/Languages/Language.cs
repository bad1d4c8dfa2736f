namespace Clt;

/// <summary>A language in a script: ISO 639-3 and ISO 15924, such as <c>jpn_Jpan</c>: language and script, without the region.</summary>
/// <param name="Iso639">ISO 639-3 code, three lower-case letters.</param>
/// <param name="Script">ISO 15924 code, four letters, title case.</param>
/// <param name="Region">ISO 3166-1 alpha-2 code where the tag named one (<c>BR</c> in <c>pt-BR</c>), else null.</param>
/// <remarks>
/// The region takes part in equality and in <see cref="Code"/>, since sources keep apart what it names: Debian has <c>pt</c> and
/// <c>pt-BR</c>, translated by different people, and results of one must never pass for the other's. Whether a language was trained on is
/// asked of its <see cref="Group"/>: after training on <c>pt-BR</c>, <c>pt</c> is no unseen language.
/// </remarks>
public sealed partial record Language(string Iso639, string Script, string? Region = null)
{
    /// <summary>
    /// The language's identity in hashes, files and results: <c>jpn_Jpan</c>, with a region <c>por_Latn_BR</c>, for a direction
    /// <c>eng_Latn-jpn_Jpan</c>. <see cref="Parse"/> reads it back.
    /// </summary>
    public string Code => Prefix(f => f.Code, "-") + $"{Iso639}_{Script}" + (Region is null ? "" : $"_{Region}");

    /// <summary>The same for all regions of a language in a script: <c>por_Latn</c>.</summary>
    public string Group => Prefix(f => f.Group, "-") + $"{Iso639}_{Script}";
}
