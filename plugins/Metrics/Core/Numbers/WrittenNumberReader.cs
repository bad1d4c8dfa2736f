using System.Text;

namespace Clt.Plugins.Metrics.Core;

/// <summary>
/// Reads numbers as the language of the text writes them: its decimal mark and groups of thousands (<see cref="NumberNotation"/>), digits
/// of every script, units of ten thousand in East Asian languages, signs, fractions and mixed numbers.
/// </summary>
/// <remarks>
/// <para>
/// A mark between digits groups them where all groups have three digits (in point languages also two, as in India: 12,34,567) and it is an
/// apostrophe, a no-break space, ٬, or the language's own: a comma in point languages, a full stop or a space in comma languages. The
/// language's decimal mark groups only where it cannot be decimal: twice or more, or before the other mark (1,234.5 in German).
/// </para>
/// <para>
/// A decimal mark is the language's own or ٫; in comma languages the full stop as well, where it does not group. In Arabic script the
/// Arabic comma groups three digits, and is decimal elsewhere.
/// </para>
/// <para>A minus or en dash directly before a number is its sign unless a letter, digit or closing bracket stands before it.</para>
/// </remarks>
public sealed class WrittenNumberReader(Language language) : INumberReader
{
    private const long Myriad = 10_000;

    /// <summary>2万5 is 25,000 to some, so a digit alone does not count; behind a space only thousands are part of the number.</summary>
    private const long LeastJoined = 10;
    private const long LeastApart = 1000;
    private readonly DigitGrammar _digits = new(NumberNotation.Of(language));
    private readonly HanNumerals? _numerals =
        HanNumerals.AppliesTo(language) ? HanNumerals.Chinese
        : language.Iso639 == "kor" ? HanNumerals.Korean
        : null;

    // Syllables that are numerals are parts of other words in Korean.
    private readonly bool _numeralsStandAlone = HanNumerals.AppliesTo(language);

    /// <inheritdoc/>
    public string Normalise(string text) => WrittenNumberText.Normalise(text);

    /// <inheritdoc/>
    public Rational? Last(string text, bool anyHanRun = false) => NumberScan.Last(text, anyHanRun, TryRead);

    /// <inheritdoc/>
    public Rational? StartingAt(string text, int at) => NumberScan.First(text[at..].TrimStart(WrittenNumberText.Plus), TryRead);

    private bool TryRead(string text, int at, bool anyHanRun, out Rational value, out int end)
    {
        if (_digits.TryRead(text, at, out value, out end))
            value = Continued(text, at, value, ref end);
        else if (_numerals is null || !(anyHanRun || _numeralsStandAlone) || !_numerals.TryRead(text, at, anyHanRun, out value, out end))
            return false;
        if (IsNegated(text, at))
            value = -value;
        return true;
    }

    /// <summary>Units of ten thousand, a fraction, or the fraction of a mixed number behind a number in digits.</summary>
    private Rational Continued(string text, int at, Rational value, ref int end)
    {
        if (_numerals?.IsUnit(text, end) == true)
            return WithUnits(_numerals, text, value, ref end);
        if (!value.Denominator.IsOne)
            return value;
        var slash = at > 0 && text[at - 1] == '/';
        if (!slash && Fraction(text, end, out var denominator, out var behind))
        {
            end = behind;
            return value / denominator;
        }

        // 3½ and 3 1/2.
        if (end >= text.Length || text[end] is not (WrittenNumberText.Plus or ' ' or WrittenNumberText.GroupSpace))
            return value;
        var start = end + 1;
        var bar = start;
        while (bar < text.Length && char.IsAsciiDigit(text[bar]))
            bar++;
        if (bar == start || !Fraction(text, bar, out denominator, out behind))
            return value;
        var numerator = Rational.Parse(text[start..bar]);
        if (numerator.Numerator >= denominator.Numerator)
            return value;
        end = behind;
        return value + (numerator / denominator);
    }

    /// <summary>3만 5천, 2万5000: what stands behind the last unit belongs to it where it is less, and no number of its own.</summary>
    private Rational WithUnits(HanNumerals numerals, string text, Rational first, ref int end)
    {
        var total = numerals.Multiply(first, text, ref end, i => Next(text, i));
        var unit = numerals.UnitBefore(text, end);
        if (unit < Myriad || Next(text, end) is not { } more || !more.Value.Denominator.IsOne || more.Value.Numerator >= unit)
            return total;
        if (more.Value.Numerator < (char.IsAsciiDigit(text[end]) ? LeastJoined : LeastApart))
            return total;
        end = more.End;
        return total + more.Value;
    }

    /// <summary>Whether a minus stands directly before (or before its currency sign), as a sign and not between two terms.</summary>
    private static bool IsNegated(string text, int at)
    {
        if (at > 0 && NumberScan.IsCurrency(text[at - 1]))
            at--;
        if (at == 0 || text[at - 1] != '-')
            return false;
        if (at < 2)
            return true;
        var before = text[at - 2];
        // Where words have no spaces between, a letter before the sign is no variable.
        return !(char.IsDigit(before) || before is ')' or ']' or '}' || (char.IsLetter(before) && !IsWithoutSpaces(before)));
    }

    private static bool IsWithoutSpaces(char letter) =>
        letter is (>= '\u3040' and <= '\u30FF') or (>= '\uAC00' and <= '\uD7A3')
        || (Rune.TryCreate(letter, out var rune) && Unsegmented.Contains(rune));

    /// <summary>Another number in digits that a unit may follow, a space between or not: 3만 5천.</summary>
    private (Rational Value, int End)? Next(string text, int at)
    {
        if (at < text.Length && text[at] is ' ' or WrittenNumberText.GroupSpace)
            at++;
        return _digits.TryRead(text, at, out var value, out var end) ? (value, end) : null;
    }

    /// <summary>A bar and a denominator other than 0, behind which stands no further bar or digit.</summary>
    private static bool Fraction(string text, int at, out Rational denominator, out int end)
    {
        (denominator, end) = (1, at + 1);
        if (at >= text.Length || text[at] != '/')
            return false;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        if (end == at + 1 || (end < text.Length && text[end] == '/'))
            return false;
        denominator = Rational.Parse(text[(at + 1)..end]);
        return !denominator.Numerator.IsZero;
    }
}
