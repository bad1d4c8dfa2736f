using System.Collections.Concurrent;
using System.Globalization;

namespace Clt.Formats.Tokenization.Text.Patterns;

/// <summary>The sets that patterns name: general categories, POSIX classes by Unicode's definition, scripts.</summary>
/// <remarks>Source: Oniguruma's doc/RE and its Unicode data: \w is Alphabetic, marks, decimal digits and connectors.</remarks>
internal static class UnicodeSets
{
    private static readonly Lazy<CodePointSet[]> ByCategory = new(ReadCategories);
    private static readonly ConcurrentDictionary<string, CodePointSet?> Known = new();

    private static readonly Dictionary<string, string> LongNames = new()
    {
        ["letter"] = "l",
        ["uppercaseletter"] = "lu",
        ["lowercaseletter"] = "ll",
        ["titlecaseletter"] = "lt",
        ["modifierletter"] = "lm",
        ["otherletter"] = "lo",
        ["casedletter"] = "lc",
        ["mark"] = "m",
        ["combiningmark"] = "m",
        ["nonspacingmark"] = "mn",
        ["spacingmark"] = "mc",
        ["enclosingmark"] = "me",
        ["number"] = "n",
        ["decimalnumber"] = "nd",
        ["letternumber"] = "nl",
        ["othernumber"] = "no",
        ["punctuation"] = "p",
        ["connectorpunctuation"] = "pc",
        ["dashpunctuation"] = "pd",
        ["openpunctuation"] = "ps",
        ["closepunctuation"] = "pe",
        ["initialpunctuation"] = "pi",
        ["finalpunctuation"] = "pf",
        ["otherpunctuation"] = "po",
        ["symbol"] = "s",
        ["mathsymbol"] = "sm",
        ["currencysymbol"] = "sc",
        ["modifiersymbol"] = "sk",
        ["othersymbol"] = "so",
        ["separator"] = "z",
        ["spaceseparator"] = "zs",
        ["lineseparator"] = "zl",
        ["paragraphseparator"] = "zp",
        ["other"] = "c",
        ["control"] = "cc",
        ["format"] = "cf",
        ["privateuse"] = "co",
        ["surrogate"] = "cs",
        ["unassigned"] = "cn",
    };

    private static readonly Dictionary<string, UnicodeCategory> Categories = new()
    {
        ["lu"] = UnicodeCategory.UppercaseLetter,
        ["ll"] = UnicodeCategory.LowercaseLetter,
        ["lt"] = UnicodeCategory.TitlecaseLetter,
        ["lm"] = UnicodeCategory.ModifierLetter,
        ["lo"] = UnicodeCategory.OtherLetter,
        ["mn"] = UnicodeCategory.NonSpacingMark,
        ["mc"] = UnicodeCategory.SpacingCombiningMark,
        ["me"] = UnicodeCategory.EnclosingMark,
        ["nd"] = UnicodeCategory.DecimalDigitNumber,
        ["nl"] = UnicodeCategory.LetterNumber,
        ["no"] = UnicodeCategory.OtherNumber,
        ["zs"] = UnicodeCategory.SpaceSeparator,
        ["zl"] = UnicodeCategory.LineSeparator,
        ["zp"] = UnicodeCategory.ParagraphSeparator,
        ["cc"] = UnicodeCategory.Control,
        ["cf"] = UnicodeCategory.Format,
        ["cs"] = UnicodeCategory.Surrogate,
        ["co"] = UnicodeCategory.PrivateUse,
        ["cn"] = UnicodeCategory.OtherNotAssigned,
        ["pc"] = UnicodeCategory.ConnectorPunctuation,
        ["pd"] = UnicodeCategory.DashPunctuation,
        ["ps"] = UnicodeCategory.OpenPunctuation,
        ["pe"] = UnicodeCategory.ClosePunctuation,
        ["pi"] = UnicodeCategory.InitialQuotePunctuation,
        ["pf"] = UnicodeCategory.FinalQuotePunctuation,
        ["po"] = UnicodeCategory.OtherPunctuation,
        ["sm"] = UnicodeCategory.MathSymbol,
        ["sc"] = UnicodeCategory.CurrencySymbol,
        ["sk"] = UnicodeCategory.ModifierSymbol,
        ["so"] = UnicodeCategory.OtherSymbol,
    };

    public static CodePointSet Word => Named("word")!;

    public static CodePointSet Space => Named("space")!;

    public static CodePointSet Digit => Category("nd")!;

    public static CodePointSet HexDigit => Named("xdigit")!;

    public static CodePointSet Newline { get; } = CodePointSet.Of('\n');

    /// <summary>The set of a name in \p{…} or [:…:], whatever its case, spaces, dashes and underscores; or null.</summary>
    public static CodePointSet? Named(string name) => Known.GetOrAdd(name, Find);

    private static CodePointSet? Find(string name)
    {
        name = name.Replace("_", "").Replace("-", "").Replace(" ", "").ToLowerInvariant();
        foreach (var prefix in new[] { "script=", "sc=" })
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                return ScriptRanges.Find(name[prefix.Length..]);
        }

        return Posix(name) ?? Category(LongNames.GetValueOrDefault(name, name)) ?? ScriptRanges.Find(name);
    }

    private static CodePointSet? Posix(string name) =>
        name switch
        {
            "any" => CodePointSet.Of(0, CodePointSet.Last),
            "assigned" => ~Category("cn")!,
            "ascii" => CodePointSet.Of(0, 0x7F),
            "alpha" or "alphabetic" => Category("l")! | Category("nl")! | DerivedProperties.OtherAlphabetic,
            "alnum" => Posix("alpha")! | Category("nd")!,
            "word" => Posix("alnum")! | Category("m")! | Category("pc")!,
            "blank" => Category("zs")! | CodePointSet.Of('\t'),
            "space" or "whitespace" => Category("z")! | CodePointSet.Of('\t', '\r') | CodePointSet.Of(0x85),
            "cntrl" => Category("cc"),
            "digit" => Category("nd"),
            "xdigit" => CodePointSet.Of('0', '9') | CodePointSet.Of('a', 'f') | CodePointSet.Of('A', 'F'),
            "lower" or "lowercase" => Category("ll")! | DerivedProperties.OtherLowercase,
            "upper" or "uppercase" => Category("lu")! | DerivedProperties.OtherUppercase,
            "graph" => ~(Posix("space")! | Category("cc")! | Category("cn")! | Category("cs")!),
            "print" => Posix("graph")! | Category("zs")!,
            "punct" => "$+<=>^`|~".Aggregate(Category("p")!, (set, c) => set | CodePointSet.Of(c)),
            _ => null,
        };

    private static CodePointSet? Category(string name)
    {
        if (Categories.TryGetValue(name, out var category))
            return ByCategory.Value[(int)category];
        if (name is "lc" or "l&")
            return Category("lu")! | Category("ll")! | Category("lt")!;
        if (name is not ("l" or "m" or "n" or "p" or "s" or "z" or "c"))
            return null;
        return Categories.Keys.Where(k => k[0] == name[0]).Aggregate(new CodePointSet(), (set, k) => set | Category(k)!);
    }

    private static CodePointSet[] ReadCategories()
    {
        var sets = Enum.GetValues<UnicodeCategory>().Select(_ => new CodePointSet()).ToArray();
        for (var c = 0; c <= CodePointSet.Last; c++)
            sets[(int)CharUnicodeInfo.GetUnicodeCategory(c)].Add(c);
        return sets;
    }
}
