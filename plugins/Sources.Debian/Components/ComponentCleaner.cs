using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Clt.Plugins.Sources.Debian.Descriptions;

namespace Clt.Plugins.Sources.Debian.Components;

/// <summary>Makes plain text of components' descriptions, and leaves out what is not translated.</summary>
/// <remarks>Left out: translations with the English summary, and paragraphs that equal an English one of the same component.</remarks>
internal static partial class ComponentCleaner
{
    private const string English = "C";

    /// <summary>
    /// The components of every language, in the order of their ids. A component that is listed twice is taken as it comes first.
    /// </summary>
    public static IEnumerable<(Language Language, IReadOnlyList<Component> Items)> Clean(IEnumerable<ListedComponent> components)
    {
        SortedDictionary<string, (Language Language, SortedDictionary<string, Component> Items)> languages = new(StringComparer.Ordinal);
        foreach (var component in components.DistinctBy(c => c.Id))
        {
            if (
                !component.Summaries.TryGetValue(English, out var summary)
                || !component.Descriptions.TryGetValue(English, out var description)
            )
                continue;
            var english = Lines(description, unsegmented: false);
            if (english.Count == 0)
                continue;
            var group = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(english[0])).AsSpan(0, 8));
            foreach (var (tag, text) in component.Descriptions)
            {
                if (LanguageOf(tag) is not { } language || !component.Summaries.TryGetValue(tag, out var own))
                    continue;
                var lines = Lines(text, language.IsUnsegmented);
                if (tag != English)
                {
                    if (own == summary)
                        continue;
                    lines.RemoveAll(english.Contains);
                }

                if (lines.Count == 0)
                    continue;
                if (!languages.TryGetValue(language.Code, out var known))
                    languages[language.Code] = known = (language, new(StringComparer.Ordinal));
                known.Items.TryAdd(
                    component.Id,
                    new Component(component.Id, group, Line(own, language.IsUnsegmented), string.Join('\n', lines))
                );
            }
        }

        return languages.Values.Select(l => (l.Language, (IReadOnlyList<Component>)[.. l.Items.Values]));
    }

    /// <summary>Other kinds of English than that of the originals are left out, and what is no ISO tag (<c>sr@latin</c>).</summary>
    private static Language? LanguageOf(string tag) =>
        tag == English ? Language.Parse("en")
        : Language.TryParse(tag, out var language) && language.Iso639 != "eng" ? language
        : null;

    /// <summary>Paragraphs and items of lists, a line each.</summary>
    private static List<string> Lines(string markup, bool unsegmented) =>
        [.. Blocks().Split(markup).Select(b => Line(WebUtility.HtmlDecode(Tags().Replace(b, "")), unsegmented)).Where(l => l.Length > 0)];

    private static string Line(string text, bool unsegmented) =>
        string.Join(
            ' ',
            Paragraphs.Of([.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)], unsegmented)
        );

    [GeneratedRegex("</?(?:p|ul|ol|li)>")]
    private static partial Regex Blocks();

    [GeneratedRegex("</?[a-z]+ ?/?>")]
    private static partial Regex Tags();
}
