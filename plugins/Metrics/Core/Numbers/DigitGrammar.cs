using System.Text;

namespace Clt.Plugins.Metrics.Core;

/// <summary>A number in digits: groups of thousands, then decimals (the rules are those of <see cref="WrittenNumberReader"/>).</summary>
internal sealed class DigitGrammar(NumberNotation notation)
{
    private const char ArabicComma = '\u060C';
    private const char ArabicDecimal = '\u066B';
    private const char ArabicGroup = '\u066C';

    /// <summary>The number that begins exactly at a place, without sign and fraction.</summary>
    /// <param name="text">Normalised.</param>
    /// <param name="at">The place.</param>
    /// <param name="value">The number, or 0.</param>
    /// <param name="end">The place after it.</param>
    public bool TryRead(string text, int at, out Rational value, out int end)
    {
        (value, end) = (0, at);
        var digits = new StringBuilder();
        if (StartsWithMark(text, at))
            digits.Append('0');
        else if (at >= text.Length || !char.IsAsciiDigit(text[at]))
            return false;
        var group = Groups(text, at, digits, out end);
        if (group == '\0')
            end = Run(text, at, digits);
        var mark = end < text.Length ? text[end] : '\0';
        if (mark != group && IsDecimal(mark, group) && HasDigit(text, end + 1))
        {
            var after = RunEnd(text, end + 1);
            // 12.05.2024 is a date, or a version.
            var goesOn = after < text.Length && text[after] == mark && HasDigit(text, after + 1);
            var wentBefore = at > 1 && text[at - 1] == mark && char.IsAsciiDigit(text[at - 2]);
            if (!goesOn && !wentBefore)
            {
                digits.Append('.').Append(text, end + 1, after - end - 1);
                end = after;
            }
        }

        value = Rational.Parse(digits.ToString());
        return true;
    }

    private static bool HasDigit(string text, int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    private static int RunEnd(string text, int at)
    {
        while (HasDigit(text, at))
            at++;
        return at;
    }

    private static int Run(string text, int at, StringBuilder digits)
    {
        var end = RunEnd(text, at);
        digits.Append(text, at, end - at);
        return end;
    }

    /// <summary>.5 where no word, digit or mark stands before it.</summary>
    private bool StartsWithMark(string text, int at) =>
        at < text.Length
        && text[at] == notation.Decimal
        && HasDigit(text, at + 1)
        && (at == 0 || text[at - 1] is ' ' or '(' or '-' or '=' or '\n' || NumberScan.IsCurrency(text[at - 1]))
        && !(RunEnd(text, at + 1) is var end && end < text.Length && text[end] == notation.Decimal);

    /// <summary>Reads grouped digits; returns the mark between them, or 0 where the digits at the place are not grouped.</summary>
    private char Groups(string text, int at, StringBuilder digits, out int end)
    {
        end = at;
        var first = RunEnd(text, at);
        if (first == at || first - at > 3 || text[at] == '0' || first >= text.Length)
            return '\0';
        var mark = text[first];
        if (!MayGroup(mark))
            return '\0';
        var groups = new List<(int Start, int End)>();
        for (var start = first; start < text.Length && text[start] == mark && HasDigit(text, start + 1); )
        {
            var stop = RunEnd(text, start + 1);
            groups.Add((start + 1, stop));
            start = stop;
        }

        if (groups.Count == 0 || !AreThousands(groups, mark) || !Suffices(text, mark, groups))
            return '\0';
        digits.Append(text, at, first - at);
        foreach (var (start, stop) in groups)
            digits.Append(text, start, stop - start);
        end = groups[^1].End;
        return mark;
    }

    private bool MayGroup(char mark) =>
        mark switch
        {
            '\'' or ArabicGroup or WrittenNumberText.GroupSpace or '.' or ',' => true,
            ' ' => notation.Decimal == ',',
            ArabicComma => notation.IsArabic,
            _ => false,
        };

    /// <summary>All of three digits; with a comma in point languages those before the last may have two (lakhs and crores).</summary>
    private bool AreThousands(List<(int Start, int End)> groups, char mark)
    {
        if (groups[^1].End - groups[^1].Start != 3)
            return false;
        var before = groups.SkipLast(1).Select(g => g.End - g.Start).ToList();
        return before.All(n => n == 3) || (mark is ',' or ArabicGroup && notation.Decimal == '.' && before.All(n => n == 2));
    }

    /// <summary>The mark that is decimal in the language, or is not its group's, groups only where it cannot be decimal.</summary>
    private bool Suffices(string text, char mark, List<(int Start, int End)> groups)
    {
        if (mark != notation.Decimal)
            return true;
        var end = groups[^1].End;
        var other = mark == '.' ? ',' : '.';
        return groups.Count > 1 || (end < text.Length && text[end] == other && HasDigit(text, end + 1));
    }

    private bool IsDecimal(char mark, char group) =>
        mark switch
        {
            ArabicDecimal => true,
            ArabicComma => notation.IsArabic,
            '.' => true,
            ',' => notation.Decimal == ',' || group == '.' || notation.IsArabic,
            _ => false,
        };
}
