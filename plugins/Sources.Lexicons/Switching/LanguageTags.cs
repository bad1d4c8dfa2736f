namespace Clt.Plugins.Sources.Lexicons.Switching;

/// <summary>Languages by their tags, as settings of this plugin's words name them.</summary>
internal static class LanguageTags
{
    private static readonly char[] Between = [' ', ',', '→', '>'];

    /// <summary>Each language once, in the order of the text; none where a tag is no language's, which is told.</summary>
    public static IReadOnlyList<Language> Of(string tags, Problems problems)
    {
        IReadOnlyList<Language> languages = [];
        problems.Try(() => languages = [.. tags.Split(Between, StringSplitOptions.RemoveEmptyEntries).Select(Language.Parse).Distinct()]);
        return languages;
    }
}
