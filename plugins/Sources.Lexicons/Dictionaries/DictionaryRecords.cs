using System.Security.Cryptography;
using System.Text;

namespace Clt.Plugins.Sources.Lexicons.Dictionaries;

/// <summary>
/// What makes a source a bilingual dictionary, whichever plugin it comes from: records of the training part with the fields <c>word</c>
/// and <c>translations</c> (one a line, best first) in the language of the translations, and the setting <c>from</c>.
/// </summary>
internal static class DictionaryRecords
{
    public const string Word = "word";
    public const string Translations = "translations";
    public const string From = "from";

    /// <summary>The language of the headwords; null where the source is no dictionary.</summary>
    public static Language? FromOf(ISource source) =>
        source.Info.Settings.TryGetValue(From, out var tag) && Language.TryParse(tag, out var from) ? from : null;

    /// <summary>A record of a dictionary.</summary>
    public static Record Of(string word, IEnumerable<string> translations, Language to) =>
        new(
            word,
            to,
            new Dictionary<string, string>(StringComparer.Ordinal) { [Word] = word, [Translations] = string.Join('\n', translations) }
        );

    /// <summary>Headwords and translations into a language, in the source's order.</summary>
    public static IEnumerable<(string Word, string[] Translations)> Read(ISource source, Language to, SourceContext context) =>
        source
            .Read(new SourceRequest(to, Split.Train, context))
            .Select(r => (r[Word], r[Translations].Split('\n', StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>One fingerprint for several parts.</summary>
    public static string Joined(IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));
}
