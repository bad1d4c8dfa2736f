using System.Text.Json;

namespace Clt.Plugins.Sources.Npm.Cldr;

/// <summary>Locale display names of CLDR in one language, with the frames that they stand in: <c>Region: Japan</c>.</summary>
internal sealed class CldrNames
{
    private readonly IReadOnlyDictionary<NameKind, IReadOnlyDictionary<string, string>> _names;
    private readonly IReadOnlyDictionary<NameKind, string> _frames;

    private CldrNames(
        IReadOnlyDictionary<NameKind, IReadOnlyDictionary<string, string>> names,
        IReadOnlyDictionary<NameKind, string> frames
    ) => (_names, _frames) = (names, frames);

    /// <summary>Whether something has a name here.</summary>
    public bool Has(NameKind kind, string code) => _names[kind].ContainsKey(code);

    /// <summary>How many things of a kind have names.</summary>
    public int Count(NameKind kind) => _names[kind].Count;

    /// <summary>The name of a code.</summary>
    public string this[NameKind kind, string code] => _names[kind][code];

    /// <summary>A name in its frame: <c>Region: Japan</c>, <c>地区：日本</c>.</summary>
    public string Framed(NameKind kind, string code) => _frames[kind].Replace("{0}", this[kind, code], StringComparison.Ordinal);

    /// <summary>The frame up to a name that is asked for: <c>Currency:</c>.</summary>
    public string Asked(NameKind kind) => _frames[kind].Replace("{0}", "", StringComparison.Ordinal).Trim();

    /// <summary>The files of a locale: of the package of names, and of that of numbers.</summary>
    public static (string[] Names, string Numbers) Files(string locale)
    {
        string[] names = ["territories", "languages", "scripts", "localeDisplayNames"];
        return ([.. names.Select(n => $"main/{locale}/{n}.json")], $"main/{locale}/currencies.json");
    }

    /// <summary>Reads a locale; null where the packages lack it.</summary>
    public static CldrNames? Read(
        string locale,
        IReadOnlyDictionary<string, JsonElement> names,
        IReadOnlyDictionary<string, JsonElement> numbers
    )
    {
        var (paths, money) = Files(locale);
        if (!paths.All(names.ContainsKey) || !numbers.TryGetValue(money, out var currencies))
            return null;
        JsonElement Main(int file, string part) =>
            names[paths[file]].GetProperty("main").GetProperty(locale).GetProperty("localeDisplayNames").GetProperty(part);
        var patterns = Main(3, "codePatterns");
        var amounts = currencies.GetProperty("main").GetProperty(locale).GetProperty("numbers").GetProperty("currencies");
        // CLDR has no pattern for currencies, but one for any key with its value.
        var ofKeys = Main(3, "localeDisplayPattern").GetProperty("localeKeyTypePattern").GetString()!;
        var currency = ofKeys.Replace("{0}", Main(3, "keys").GetProperty("currency").GetString(), StringComparison.Ordinal);
        return new CldrNames(
            new Dictionary<NameKind, IReadOnlyDictionary<string, string>>
            {
                [NameKind.Territory] = Named(Main(0, "territories"), v => v.GetString()),
                [NameKind.Language] = Named(Main(1, "languages"), v => v.GetString()),
                [NameKind.Script] = Named(Main(2, "scripts"), v => v.GetString()),
                [NameKind.Currency] = Named(amounts, v => v.TryGetProperty("displayName", out var name) ? name.GetString() : null),
            },
            new Dictionary<NameKind, string>
            {
                [NameKind.Territory] = patterns.GetProperty("territory").GetString()!,
                [NameKind.Language] = patterns.GetProperty("language").GetString()!,
                [NameKind.Script] = patterns.GetProperty("script").GetString()!,
                [NameKind.Currency] = currency.Replace("{1}", "{0}", StringComparison.Ordinal),
            }
        );
    }

    /// <summary>Where CLDR has no name it gives the code; other forms of a name (<c>US-alt-short</c>) are not asked for.</summary>
    private static Dictionary<string, string> Named(JsonElement all, Func<JsonElement, string?> name) =>
        all.EnumerateObject()
            .Select(p => (Code: p.Name, Name: name(p.Value)?.Trim() ?? ""))
            .Where(p => p.Name.Length > 0 && p.Name != p.Code && !p.Code.Contains("-alt-", StringComparison.Ordinal))
            .ToDictionary(p => p.Code, p => p.Name, StringComparer.Ordinal);
}
