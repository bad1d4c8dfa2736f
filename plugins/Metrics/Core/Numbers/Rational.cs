using System.Globalization;
using System.Numerics;

namespace Clt.Plugins.Metrics.Core;

/// <summary>An exact number in lowest terms, so that 0.5, 1/2 and 0,50 are one answer.</summary>
public readonly record struct Rational
{
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        var sign = denominator.Sign < 0 ? -1 : 1;
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (divisor.IsZero)
            divisor = 1;
        (Numerator, Denominator) = (sign * numerator / divisor, sign * denominator / divisor);
    }

    public BigInteger Numerator { get; }

    /// <summary>Positive.</summary>
    public BigInteger Denominator { get; }

    /// <summary>Digits with at most one full stop as the decimal mark.</summary>
    public static Rational Parse(string digits)
    {
        var mark = digits.IndexOf('.');
        if (mark < 0)
            return new(BigInteger.Parse(digits, CultureInfo.InvariantCulture), 1);
        var whole = BigInteger.Parse(digits.Remove(mark, 1), CultureInfo.InvariantCulture);
        return new(whole, BigInteger.Pow(10, digits.Length - mark - 1));
    }

    public static Rational operator -(Rational value) => new(-value.Numerator, value.Denominator);

    public static Rational operator +(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>Undefined for a zero divisor, which the caller excludes.</summary>
    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static implicit operator Rational(long value) => new(value, 1);

    /// <summary>The nearest double, also where numerator and denominator exceed its range.</summary>
    public double ToDouble() => (double)Numerator / (double)Denominator;

    /// <summary><c>3</c> or <c>85/4</c>.</summary>
    public override string ToString() =>
        Denominator.IsOne ? Numerator.ToString(CultureInfo.InvariantCulture) : $"{Numerator}/{Denominator}";
}
