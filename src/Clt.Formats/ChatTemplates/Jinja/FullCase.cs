using System.Globalization;
using System.Text;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>
/// Full case mapping, as Python's str maps it: one letter may become several, and a sigma at the end of a word has a form of its own.
/// </summary>
/// <remarks>Unicode's SpecialCasing.txt, its unconditional part and Final_Sigma; everything else is the simple mapping.</remarks>
internal static class FullCase
{
    /// <summary>Each letter whose upper or title case is several: the letter, its upper case, its title case.</summary>
    private const string Several =
        "\u00DF:SS:Ss \u0149:\u02BCN:\u02BCN \u01F0:J\u030C:J\u030C \u0390:\u0399\u0308\u0301:\u0399\u0308\u0301 "
        + "\u03B0:\u03A5\u0308\u0301:\u03A5\u0308\u0301 \u0587:\u0535\u0552:\u0535\u0582 \u1E96:H\u0331:H\u0331 "
        + "\u1E97:T\u0308:T\u0308 \u1E98:W\u030A:W\u030A \u1E99:Y\u030A:Y\u030A \u1E9A:A\u02BE:A\u02BE "
        + "\u1F50:\u03A5\u0313:\u03A5\u0313 \u1F52:\u03A5\u0313\u0300:\u03A5\u0313\u0300 "
        + "\u1F54:\u03A5\u0313\u0301:\u03A5\u0313\u0301 \u1F56:\u03A5\u0313\u0342:\u03A5\u0313\u0342 \u1F80:\u1F08\u0399:\u1F88 "
        + "\u1F81:\u1F09\u0399:\u1F89 \u1F82:\u1F0A\u0399:\u1F8A \u1F83:\u1F0B\u0399:\u1F8B \u1F84:\u1F0C\u0399:\u1F8C "
        + "\u1F85:\u1F0D\u0399:\u1F8D \u1F86:\u1F0E\u0399:\u1F8E \u1F87:\u1F0F\u0399:\u1F8F \u1F88:\u1F08\u0399:\u1F88 "
        + "\u1F89:\u1F09\u0399:\u1F89 \u1F8A:\u1F0A\u0399:\u1F8A \u1F8B:\u1F0B\u0399:\u1F8B \u1F8C:\u1F0C\u0399:\u1F8C "
        + "\u1F8D:\u1F0D\u0399:\u1F8D \u1F8E:\u1F0E\u0399:\u1F8E \u1F8F:\u1F0F\u0399:\u1F8F \u1F90:\u1F28\u0399:\u1F98 "
        + "\u1F91:\u1F29\u0399:\u1F99 \u1F92:\u1F2A\u0399:\u1F9A \u1F93:\u1F2B\u0399:\u1F9B \u1F94:\u1F2C\u0399:\u1F9C "
        + "\u1F95:\u1F2D\u0399:\u1F9D \u1F96:\u1F2E\u0399:\u1F9E \u1F97:\u1F2F\u0399:\u1F9F \u1F98:\u1F28\u0399:\u1F98 "
        + "\u1F99:\u1F29\u0399:\u1F99 \u1F9A:\u1F2A\u0399:\u1F9A \u1F9B:\u1F2B\u0399:\u1F9B \u1F9C:\u1F2C\u0399:\u1F9C "
        + "\u1F9D:\u1F2D\u0399:\u1F9D \u1F9E:\u1F2E\u0399:\u1F9E \u1F9F:\u1F2F\u0399:\u1F9F \u1FA0:\u1F68\u0399:\u1FA8 "
        + "\u1FA1:\u1F69\u0399:\u1FA9 \u1FA2:\u1F6A\u0399:\u1FAA \u1FA3:\u1F6B\u0399:\u1FAB \u1FA4:\u1F6C\u0399:\u1FAC "
        + "\u1FA5:\u1F6D\u0399:\u1FAD \u1FA6:\u1F6E\u0399:\u1FAE \u1FA7:\u1F6F\u0399:\u1FAF \u1FA8:\u1F68\u0399:\u1FA8 "
        + "\u1FA9:\u1F69\u0399:\u1FA9 \u1FAA:\u1F6A\u0399:\u1FAA \u1FAB:\u1F6B\u0399:\u1FAB \u1FAC:\u1F6C\u0399:\u1FAC "
        + "\u1FAD:\u1F6D\u0399:\u1FAD \u1FAE:\u1F6E\u0399:\u1FAE \u1FAF:\u1F6F\u0399:\u1FAF \u1FB2:\u1FBA\u0399:\u1FBA\u0345 "
        + "\u1FB3:\u0391\u0399:\u1FBC \u1FB4:\u0386\u0399:\u0386\u0345 \u1FB6:\u0391\u0342:\u0391\u0342 "
        + "\u1FB7:\u0391\u0342\u0399:\u0391\u0342\u0345 \u1FBC:\u0391\u0399:\u1FBC \u1FC2:\u1FCA\u0399:\u1FCA\u0345 "
        + "\u1FC3:\u0397\u0399:\u1FCC \u1FC4:\u0389\u0399:\u0389\u0345 \u1FC6:\u0397\u0342:\u0397\u0342 "
        + "\u1FC7:\u0397\u0342\u0399:\u0397\u0342\u0345 \u1FCC:\u0397\u0399:\u1FCC \u1FD2:\u0399\u0308\u0300:\u0399\u0308\u0300 "
        + "\u1FD3:\u0399\u0308\u0301:\u0399\u0308\u0301 \u1FD6:\u0399\u0342:\u0399\u0342 "
        + "\u1FD7:\u0399\u0308\u0342:\u0399\u0308\u0342 \u1FE2:\u03A5\u0308\u0300:\u03A5\u0308\u0300 "
        + "\u1FE3:\u03A5\u0308\u0301:\u03A5\u0308\u0301 \u1FE4:\u03A1\u0313:\u03A1\u0313 \u1FE6:\u03A5\u0342:\u03A5\u0342 "
        + "\u1FE7:\u03A5\u0308\u0342:\u03A5\u0308\u0342 \u1FF2:\u1FFA\u0399:\u1FFA\u0345 \u1FF3:\u03A9\u0399:\u1FFC "
        + "\u1FF4:\u038F\u0399:\u038F\u0345 \u1FF6:\u03A9\u0342:\u03A9\u0342 \u1FF7:\u03A9\u0342\u0399:\u03A9\u0342\u0345 "
        + "\u1FFC:\u03A9\u0399:\u1FFC \uFB00:FF:Ff \uFB01:FI:Fi \uFB02:FL:Fl \uFB03:FFI:Ffi \uFB04:FFL:Ffl \uFB05:ST:St "
        + "\uFB06:ST:St \uFB13:\u0544\u0546:\u0544\u0576 \uFB14:\u0544\u0535:\u0544\u0565 \uFB15:\u0544\u053B:\u0544\u056B "
        + "\uFB16:\u054E\u0546:\u054E\u0576 \uFB17:\u0544\u053D:\u0544\u056D";

    private static readonly Dictionary<Rune, (string Upper, string Title)> Table = Several
        .Split(' ')
        .Select(entry => entry.Split(':'))
        .ToDictionary(parts => Rune.GetRuneAt(parts[0], 0), parts => (parts[1], parts[2]));

    public static string Upper(string text) => Mapped(text, Upper);

    /// <summary>Lower case; Σ is ς where a cased letter stands before it and none after it, marks between aside.</summary>
    public static string Lower(string text)
    {
        var runes = text.EnumerateRunes().ToList();
        var output = new StringBuilder(text.Length);
        for (var i = 0; i < runes.Count; i++)
            output.Append(runes[i].Value == 'Σ' && EndsWord(runes, i) ? "ς" : Lower(runes[i]));
        return output.ToString();
    }

    /// <summary>The first letter in title case, the rest in lower case (str.capitalize).</summary>
    public static string Capitalize(string text)
    {
        if (text.Length == 0)
            return text;
        var first = Rune.GetRuneAt(text, 0);
        // The whole is lowered, so that a sigma sees what stands before it.
        return Title(first) + Lower(text)[Lower(first).Length..];
    }

    /// <summary>Each cased letter in title case where none stands before it, else in lower case (str.title).</summary>
    public static string Title(string text)
    {
        var runes = text.EnumerateRunes().ToList();
        var output = new StringBuilder(text.Length);
        var inWord = false;
        for (var i = 0; i < runes.Count; i++)
        {
            if (!inWord)
                output.Append(Title(runes[i]));
            else
                output.Append(runes[i].Value == 'Σ' && EndsWord(runes, i) ? "ς" : Lower(runes[i]));
            inWord = IsCased(runes[i]);
        }

        return output.ToString();
    }

    /// <summary>Upper case to lower case and the other way round (str.swapcase).</summary>
    public static string Swap(string text)
    {
        var runes = text.EnumerateRunes().ToList();
        var output = new StringBuilder(text.Length);
        for (var i = 0; i < runes.Count; i++)
        {
            if (IsUpper(runes[i]))
                output.Append(runes[i].Value == 'Σ' && EndsWord(runes, i) ? "ς" : Lower(runes[i]));
            else
                output.Append(IsLower(runes[i]) ? Upper(runes[i]) : runes[i].ToString());
        }

        return output.ToString();
    }

    /// <summary>Whether there are cased letters, and all of them are of this case.</summary>
    public static bool IsAll(string text, Func<Rune, bool> ofCase) =>
        text.EnumerateRunes().Where(IsCased).ToList() is { Count: > 0 } cased && cased.All(ofCase);

    public static bool IsUpper(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.UppercaseLetter || CasedLetters.IsOtherUpper(rune);

    public static bool IsLower(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.LowercaseLetter || CasedLetters.IsOtherLower(rune);

    private static bool IsCased(Rune rune) =>
        IsUpper(rune) || IsLower(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.TitlecaseLetter;

    private static string Upper(Rune rune) =>
        Table.TryGetValue(rune, out var several) ? several.Upper : CasedLetters.Upper(rune).ToString();

    private static string Lower(Rune rune) => rune.Value == 0x130 ? "i\u0307" : CasedLetters.Lower(rune).ToString();

    private static string Title(Rune rune) =>
        Table.TryGetValue(rune, out var several) ? several.Title : CasedLetters.Title(rune).ToString();

    private static bool EndsWord(List<Rune> runes, int at)
    {
        var before = at - 1;
        while (before >= 0 && CasedLetters.IsIgnorable(runes[before]))
            before--;
        if (before < 0 || !IsCased(runes[before]))
            return false;
        var after = at + 1;
        while (after < runes.Count && CasedLetters.IsIgnorable(runes[after]))
            after++;
        return after == runes.Count || !IsCased(runes[after]);
    }

    private static string Mapped(string text, Func<Rune, string> map)
    {
        var output = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            output.Append(map(rune));
        return output.ToString();
    }
}
