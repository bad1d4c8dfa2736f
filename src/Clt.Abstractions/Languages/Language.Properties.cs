namespace Clt;

public sealed partial record Language
{
    /// <summary>
    /// English name, with script and region where they are not the usual ones: <c>Japanese</c>, <c>Portuguese (BR)</c>; of a direction two,
    /// <c>English → Japanese</c>.
    /// </summary>
    public string Name
    {
        get
        {
            var name = Entry?.Name ?? Iso639;
            string?[] extra = [UsualScript ? null : Script, Region];
            var shown = extra.Where(e => e is not null).ToList();
            var own = shown.Count == 0 ? name : $"{name} ({string.Join(", ", shown)})";
            return Prefix(f => f.Name, $" {Arrow} ") + own;
        }
    }

    /// <summary>
    /// Shortest BCP 47 tag that <see cref="Parse"/> reads back to an equal language: <c>ja</c>, <c>zh-Hant</c>, <c>pt-BR</c>; of a
    /// direction two, <c>en→ja</c>.
    /// </summary>
    public string Short =>
        Prefix(f => f.Short, $"{Arrow}")
        + string.Join('-', new[] { Entry?.Shortest ?? Iso639, UsualScript ? null : Script, Region }.Where(p => p is not null));

    /// <summary>Family and branch, such as <c>Indo-European/Romance</c>; empty where the language is not in the table.</summary>
    public string Family => Entry?.Family ?? "";

    /// <summary>Whether the script puts no space between words (Japanese, Chinese, Thai, Lao, Khmer, Burmese, Tibetan …).</summary>
    public bool IsUnsegmented => LanguageTable.Unsegmented.GetValueOrDefault(Script);

    /// <summary>The tag, as <see cref="Short"/>.</summary>
    public override string ToString() => Short;

    private LanguageEntry? Entry => LanguageTable.ByCode.GetValueOrDefault(Iso639);

    private bool UsualScript => Entry is null || Entry.Script == Script;
}
