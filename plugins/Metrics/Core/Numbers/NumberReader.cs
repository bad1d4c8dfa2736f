namespace Clt.Plugins.Metrics.Core;

/// <summary>
/// Reads numbers from text as the language writes them: digits of every script, its thousands and decimal marks, signs, fractions, currency
/// signs in front, Chinese numerals. Texts are first brought through <see cref="NumberText.Normalise"/>.
/// </summary>
/// <remarks>
/// A minus counts as a sign directly before the number (or its currency sign), unless a letter, digit or closing bracket stands before it:
/// <c>65-23</c> is a subtraction.
/// </remarks>
public sealed class NumberReader(Language language) : INumberReader
{
    private readonly bool _han = HanNumerals.AppliesTo(language);

    public NumberConvention Convention { get; } = NumberGrammar.ConventionOf(language);

    /// <summary>The text as this reader reads it.</summary>
    public string Normalise(string text) => NumberText.Normalise(text, Convention);

    /// <summary>The last number of a normalised text, or null.</summary>
    /// <param name="text">From <see cref="Normalise"/>.</param>
    /// <param name="anyHanRun">Whether a single Chinese numeral counts.</param>
    public Rational? Last(string text, bool anyHanRun = false) => NumberScan.Last(text, anyHanRun, TryRead);

    /// <summary>
    /// The number that begins at a place (a sign or currency sign may come first, whatever stands before the place), or null.
    /// </summary>
    public Rational? StartingAt(string text, int at) => NumberScan.First(text[at..], TryRead);

    private static bool Negated(string text, int at)
    {
        if (at > 0 && NumberScan.IsCurrency(text[at - 1]))
            at--;
        if (at == 0 || text[at - 1] != '-')
            return false;
        return at < 2 || !(char.IsLetterOrDigit(text[at - 2]) || text[at - 2] is ')' or ']' or '}');
    }

    private bool TryRead(string text, int at, bool anyHanRun, out Rational value, out int end)
    {
        (value, end) = (0, at);
        if (at >= text.Length)
            return false;
        if (char.IsAsciiDigit(text[at]))
        {
            NumberGrammar.TryRead(text, at, Convention, out value, out end);
            value = Continue(text, at, value, ref end);
        }
        else if (!_han || !HanNumerals.Published.TryRead(text, at, anyHanRun, out value, out end))
        {
            return false;
        }

        if (Negated(text, at))
            value = -value;
        return true;
    }

    private Rational Continue(string text, int at, Rational value, ref int end)
    {
        if (_han && HanNumerals.Published.IsUnit(text, end))
        {
            return HanNumerals.Published.Multiply(
                value,
                text,
                ref end,
                i => NumberGrammar.TryRead(text, i, Convention, out var v, out var e) ? (v, e) : null
            );
        }

        if (at > 0 && text[at - 1] == '/')
            return value;
        var bar = NumberGrammar.Denominator(text, end);
        if (!bar.Success || Rational.Parse(bar.Groups[1].Value) is not { Numerator.IsZero: false } denominator)
            return value;
        end += bar.Length;
        return value / denominator;
    }
}
