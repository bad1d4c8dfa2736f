using System.Globalization;
using System.Numerics;
using System.Text;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>Filters of numbers.</summary>
internal static class NumberFilters
{
    public static object Abs(object? value)
    {
        if (Py.Integer(value) is { } whole)
            return whole == long.MinValue ? throw new TemplateFault("a whole number is beyond 64 bits") : Math.Abs(whole);
        return Math.Abs(Py.Number(value) ?? throw new TemplateFault($"abs takes a number, not {Py.TypeName(value)}"));
    }

    /// <summary>int(value, base), else the whole part of float(value), else the default.</summary>
    public static object? Int(object? value, object? otherwise, long radix)
    {
        if (value is Undefined undefined)
            throw new TemplateFault(undefined.Hint);
        if (value is string text && Parse(text, radix) is { } parsed)
            return parsed >= long.MinValue && parsed <= long.MaxValue
                ? (long)parsed
                : throw new TemplateFault("a whole number is beyond 64 bits");
        if (value is not string && Py.Integer(value) is { } whole)
            return whole;
        if (Float(value, null) is not double number || double.IsNaN(number))
            return otherwise;
        return Math.Abs(number) < long.MaxValue ? (long)number : throw new TemplateFault("a whole number is beyond 64 bits");
    }

    /// <summary>float(value), else the default.</summary>
    public static object? Float(object? value, object? otherwise)
    {
        if (value is Undefined undefined)
            throw new TemplateFault(undefined.Hint);
        if (value is not string text)
            return Py.Number(value) is { } given ? given : otherwise;
        var digits = Ascii(text.Trim(Py.Spaces));
        var bare = digits.TrimStart('+', '-').ToLowerInvariant();
        if (digits.Length - bare.Length > 1)
            return otherwise;
        var sign = digits.StartsWith('-') ? -1 : 1;
        if (bare is "inf" or "infinity")
            return sign * double.PositiveInfinity;
        if (bare == "nan")
            return double.NaN;
        if (bare.Length == 0 || !bare.All(c => char.IsAsciiDigit(c) || c is '.' or 'e' or '+' or '-' or '_') || !Underscores(bare))
            return otherwise;
        const NumberStyles styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(bare.Replace("_", ""), styles, CultureInfo.InvariantCulture, out var number) ? sign * number : otherwise;
    }

    public static object Round(object? value, BoundArguments a)
    {
        var (precision, method) = (a.Whole("precision", 0), Py.Text(a.Get("method", "common")));
        if (method is not ("common" or "ceil" or "floor"))
            throw new TemplateFault($"round has no method '{method}'", TemplateFaultKind.Construct);
        var number = Py.Number(value) ?? throw new TemplateFault($"round takes a number, not {Py.TypeName(value)}");
        if (method == "common" && Py.Integer(value) is { } whole)
            return Whole(whole, precision);
        if (method == "common")
            return PyNumber.Round(number, precision);
        var scale = Math.Pow(10, precision);
        return (method == "ceil" ? Math.Ceiling(number * scale) : Math.Floor(number * scale)) / scale;
    }

    public static object? Sum(object? value, BoundArguments a)
    {
        var total = a.Get("start", 0L);
        foreach (var item in Py.Iterate(value))
            total = Operators.Apply("+", total, a.Get("attribute") is { } path ? Members.Along(item, path) : item);
        return total;
    }

    private static long Whole(long value, long precision)
    {
        if (precision >= 0)
            return value;
        if (precision < -18)
            return 0;
        var unit = (long)BigInteger.Pow(10, (int)-precision);
        var rest = (((value % unit) + unit) % unit);
        var down = value - rest;
        return rest * 2 > unit || (rest * 2 == unit && down / unit % 2 != 0) ? down + unit : down;
    }

    /// <summary>
    /// int(text, radix), or null: a sign, a prefix where the radix is 0 or its own, digits of any script, single underscores.
    /// </summary>
    private static BigInteger? Parse(string text, long radix)
    {
        if (radix is not (0 or (>= 2 and <= 36)))
            throw new TemplateFault($"the base of int is {radix}, not 0 or 2 to 36");
        var digits = Ascii(text.Trim(Py.Spaces)).ToLowerInvariant();
        var negative = digits.StartsWith('-');
        if (negative || digits.StartsWith('+'))
            digits = digits[1..];
        var prefix =
            digits.Length > 1 && digits[0] == '0'
                ? digits[1] switch
                {
                    'x' => 16,
                    'o' => 8,
                    'b' => 2,
                    _ => 0,
                }
                : 0;
        if (prefix > 0 && (radix == 0 || radix == prefix))
            (digits, radix) = (digits[2..].TrimStart('_'), prefix);
        else if (radix == 0)
            radix = digits.Trim('0', '_').Length > 0 && digits.StartsWith('0') ? -1 : 10;
        if (radix < 0 || digits.Length == 0 || !Underscores(digits))
            return null;
        var value = BigInteger.Zero;
        foreach (var c in digits.Where(c => c != '_'))
        {
            var digit =
                char.IsAsciiDigit(c) ? c - '0'
                : char.IsAsciiLetterLower(c) ? c - 'a' + 10
                : 99;
            if (digit >= radix)
                return null;
            value = (value * radix) + digit;
        }

        return negative ? -value : value;
    }

    /// <summary>Digits of every script as ASCII ones.</summary>
    private static string Ascii(string text)
    {
        var output = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            output.Append(Rune.IsDigit(rune) ? ((int)Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture) : rune.ToString());
        return output.ToString();
    }

    /// <summary>Underscores stand between digits only.</summary>
    private static bool Underscores(string digits) =>
        !digits.StartsWith('_') && !digits.EndsWith('_') && !digits.Contains("__", StringComparison.Ordinal);
}
