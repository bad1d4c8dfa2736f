using System.Globalization;
using System.Text.RegularExpressions;

namespace Clt.Formats.Tokenization.Text.Patterns;

/// <summary>Reads what begins with a backslash: classes and characters.</summary>
internal static partial class Escapes
{
    private static readonly Dictionary<char, int> Characters = new()
    {
        ['n'] = 10,
        ['t'] = 9,
        ['r'] = 13,
        ['f'] = 12,
        ['v'] = 11,
        ['a'] = 7,
        ['e'] = 27,
    };

    /// <summary>A class such as \d or \p{Han}, or null where none begins here.</summary>
    public static CodePointSet? Class(PatternReader reader)
    {
        if (reader.Peek != '\\')
            return null;
        var set = reader.PeekAt(1) switch
        {
            'd' or 'D' => UnicodeSets.Digit,
            's' or 'S' => UnicodeSets.Space,
            'w' or 'W' => UnicodeSets.Word,
            'h' or 'H' => UnicodeSets.HexDigit,
            _ => null,
        };
        if (set is null)
            return Property(reader);
        var negated = char.IsAsciiLetterUpper(reader.PeekAt(1));
        reader.TakeRune();
        reader.TakeRune();
        return negated ? ~set : set;
    }

    /// <summary>A character, escaped or not.</summary>
    /// <param name="reader">Stands at it.</param>
    /// <param name="inSet">Whether it stands in brackets, where \b is a backspace.</param>
    public static int Character(PatternReader reader, bool inSet)
    {
        var start = reader.At;
        if (reader.Peek != '\\')
            return reader.TakeRune().Value;
        if (reader.TakeMatch(Hexadecimal(), out var match))
            return Number(reader, match, NumberStyles.HexNumber, start);
        if (reader.TakeMatch(Octal(), out match))
            return Convert.ToInt32(match.Groups[1].Value, 8);
        reader.TakeRune();
        if (reader.IsAtEnd)
            throw reader.Fault("a backslash at the end", start);
        var c = reader.TakeRune();
        if (inSet && c.Value == 'b')
            return 8;
        if (Characters.TryGetValue((char)c.Value, out var control))
            return control;
        return c.Value < 0x80 && char.IsAsciiLetterOrDigit((char)c.Value) ? throw reader.Fault($"the escape \\{c}", start) : c.Value;
    }

    private static CodePointSet? Property(PatternReader reader)
    {
        if (!reader.TakeMatch(Named(), out var match))
            return null;
        var set =
            UnicodeSets.Named(match.Groups[3].Value + match.Groups[4].Value)
            ?? throw reader.Fault($"the property {match.Value}", reader.At - match.Length);
        return (match.Groups[1].Value == "P") ^ (match.Groups[2].Length > 0) ? ~set : set;
    }

    private static int Number(PatternReader reader, Match match, NumberStyles styles, int start)
    {
        var isByte = match.Groups[2].Success;
        var value = int.Parse(match.Groups[1].Value + match.Groups[2].Value + match.Groups[3].Value, styles, CultureInfo.InvariantCulture);
        if (value > CodePointSet.Last)
            throw reader.Fault($"the code point {match.Value}", start);
        return isByte && value > 0x7F ? throw reader.Fault($"the byte {match.Value} of a longer character", start) : value;
    }

    [GeneratedRegex(@"\G\\(?:x\{([0-9A-Fa-f]{1,7})\}|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{4}))")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"\G\\(0[0-7]{0,2})")]
    private static partial Regex Octal();

    [GeneratedRegex(@"\G\\([pP])(?:\{(\^?)([^{}^]+)\}|([A-Z]))")]
    private static partial Regex Named();
}
