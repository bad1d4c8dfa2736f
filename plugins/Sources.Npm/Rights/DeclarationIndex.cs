using System.Text.RegularExpressions;

namespace Clt.Plugins.Sources.Npm.Rights;

/// <summary>The package's list of translations, an array of objects in JavaScript, and which of them is a language's.</summary>
internal sealed partial class DeclarationIndex
{
    private readonly List<Entry> _entries;

    /// <param name="script">The text of <c>index.js</c>.</param>
    public DeclarationIndex(string script) => _entries = [.. Objects().Matches(script).Select(m => Read(m.Value)).OfType<Entry>()];

    /// <summary>Whether anything was understood.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>
    /// The translation in a language, or null. Of several, those that stand under the language's own code go before others, then the
    /// shortest name, then the last: <c>jpn</c> before the dialects <c>jpn_osaka</c> and <c>jpn_tokyo</c>, <c>deu_1996</c> before
    /// <c>deu_1901</c>.
    /// </summary>
    public Entry? Of(Language language) =>
        _entries
            .Where(e => e.Language == language)
            .OrderBy(e => e.Code.StartsWith(e.Iso639, StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(e => e.Code.Length)
            .ThenByDescending(e => e.Code, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>Tags of other regions and scripts of a language that there are.</summary>
    public IReadOnlyList<string> Near(Language language) =>
        [.. _entries.Where(e => e.Language.Iso639 == language.Iso639).Select(e => e.Language.Short).Distinct()];

    private static Entry? Read(string text)
    {
        var fields = Fields().Matches(text).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value, StringComparer.Ordinal);
        if (!fields.TryGetValue("bcp47", out var tag) || !fields.TryGetValue("code", out var code))
            return null;
        // Variants such as 1996 and puter are no part of a language's name here; what has no name here cannot be asked for.
        return Language.TryParse(string.Join('-', tag.Split('-').TakeWhile((part, i) => i == 0 || !IsVariant(part))), out var language)
            ? new Entry(
                code,
                language,
                fields.GetValueOrDefault("iso6393", "?"),
                fields.GetValueOrDefault("latitude", ""),
                fields.GetValueOrDefault("longitude", "")
            )
            : null;
    }

    private static bool IsVariant(string part) => part.Length > 4 || char.IsAsciiDigit(part[0]);

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Objects();

    [GeneratedRegex(@"\b(?<name>bcp47|code|iso6393|latitude|longitude):\s*'?(?<value>[^',\s]*)")]
    private static partial Regex Fields();

    /// <summary>A translation.</summary>
    /// <param name="Code">Its file is <c>declaration/CODE.html</c>.</param>
    /// <param name="Language">What it is in.</param>
    /// <param name="Iso639">The language's code in the package.</param>
    /// <param name="Latitude">As it is written there.</param>
    /// <param name="Longitude">As it is written there.</param>
    internal sealed record Entry(string Code, Language Language, string Iso639, string Latitude, string Longitude);
}
