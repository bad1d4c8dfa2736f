using System.Globalization;
using System.Numerics;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>Numbers rounded and written as Python does: from the exact binary value, halves to even.</summary>
internal static class PyNumber
{
    /// <summary>round(value, digits).</summary>
    public static double Round(double value, long digits)
    {
        if (!double.IsFinite(value) || digits > 330)
            return value;
        if (digits < -330)
            return 0 * value;
        var scaled = Scaled(value, (int)digits);
        var rounded = double.Parse($"{scaled}e{-digits}", CultureInfo.InvariantCulture);
        return rounded == 0 && double.IsNegative(value) ? -0.0 : rounded;
    }

    /// <summary>%f with so many decimals.</summary>
    public static string Fixed(double value, int decimals)
    {
        var digits = BigInteger.Abs(Scaled(value, decimals)).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var text = decimals == 0 ? digits : $"{digits[..^decimals]}.{digits[^decimals..]}";
        return double.IsNegative(value) ? "-" + text : text;
    }

    /// <summary>%e with so many decimals.</summary>
    public static string Exponential(double value, int decimals, char mark)
    {
        var (digits, exponent) = Significant(value, decimals + 1);
        var sign = double.IsNegative(value) ? "-" : "";
        return $"{sign}{digits[0]}{(decimals > 0 ? "." : "")}{digits[1..]}{mark}{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    /// <summary>%g with so many significant digits: trailing zeros go, large and small numbers have an exponent.</summary>
    public static string General(double value, int significant, char mark)
    {
        var (_, exponent) = Significant(value, significant);
        if (exponent >= -4 && exponent < significant)
            return Trimmed(Fixed(value, significant - 1 - exponent));
        var text = Exponential(value, significant - 1, mark);
        var at = text.IndexOf(mark);
        return Trimmed(text[..at]) + text[at..];
    }

    private static string Trimmed(string number) => number.Contains('.') ? number.TrimEnd('0').TrimEnd('.') : number;

    private static (string Digits, int Exponent) Significant(double value, int count)
    {
        if (value == 0)
            return (new string('0', count), 0);
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        var digits = BigInteger.Abs(Scaled(value, count - 1 - exponent)).ToString(CultureInfo.InvariantCulture);
        // The logarithm may be off by one, and rounding may carry.
        if (digits.Length != count)
            exponent += digits.Length - count;
        digits = BigInteger.Abs(Scaled(value, count - 1 - exponent)).ToString(CultureInfo.InvariantCulture);
        return digits.Length == count ? (digits, exponent) : (digits[..count], exponent + 1);
    }

    /// <summary>value · 10^digits, rounded to a whole number, halves to even.</summary>
    private static BigInteger Scaled(double value, int digits)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        var (power, mantissa) = ((int)(bits >> 52), bits & ((1L << 52) - 1));
        if (power == 0)
            power = 1;
        else
            mantissa |= 1L << 52;
        var (numerator, denominator) = (new BigInteger(mantissa), BigInteger.One);
        if (digits >= 0)
            numerator *= BigInteger.Pow(10, digits);
        else
            denominator *= BigInteger.Pow(10, -digits);
        if (power >= 1075)
            numerator <<= power - 1075;
        else
            denominator <<= 1075 - power;
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var twice = (rest * 2).CompareTo(denominator);
        if (twice > 0 || (twice == 0 && !quotient.IsEven))
            quotient++;
        return double.IsNegative(value) ? -quotient : quotient;
    }
}
