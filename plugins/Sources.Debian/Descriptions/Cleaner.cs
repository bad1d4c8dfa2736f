using System.Security.Cryptography;
using System.Text;
using Clt.Plugins.Sources.Debian.Apt;

namespace Clt.Plugins.Sources.Debian.Descriptions;

/// <summary>Cleans the descriptions of one language against the English ones.</summary>
/// <remarks>
/// Left out: paragraphs of a translation that equal an English one of the same package; descriptions with an untranslated synopsis or no
/// paragraph left; descriptions whose English one is not known. Of several packages with the same description the first is kept.
/// </remarks>
internal sealed class Cleaner
{
    private readonly Dictionary<string, (string Group, string Synopsis, HashSet<string> Paragraphs)> _english = new(StringComparer.Ordinal);

    public Cleaner(IEnumerable<Stanza> english)
    {
        foreach (var stanza in english)
        {
            var paragraphs = Paragraphs.Of(stanza.Lines, unsegmented: false);
            if (paragraphs.Count == 0)
                continue;
            var group = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(paragraphs[0])).AsSpan(0, 8));
            _english.TryAdd(stanza.Md5, (group, stanza.Synopsis, [.. paragraphs]));
        }
    }

    /// <summary>The descriptions that are fit to use, ordered by MD5, which is as good as at random.</summary>
    public List<Description> Clean(IEnumerable<Stanza> stanzas, Language language)
    {
        var kept = new SortedDictionary<string, Description>(StringComparer.Ordinal);
        var isEnglish = language.Iso639 == "eng";
        foreach (var stanza in stanzas)
        {
            if (kept.ContainsKey(stanza.Md5) || !_english.TryGetValue(stanza.Md5, out var english))
                continue;
            if (!isEnglish && stanza.Synopsis == english.Synopsis)
                continue;
            var paragraphs = Paragraphs.Of(stanza.Lines, language.IsUnsegmented);
            if (!isEnglish)
                paragraphs.RemoveAll(english.Paragraphs.Contains);
            if (paragraphs.Count == 0)
                continue;
            kept[stanza.Md5] = new Description(stanza.Md5, english.Group, stanza.Package, stanza.Synopsis, string.Join('\n', paragraphs));
        }

        return [.. kept.Values];
    }
}
