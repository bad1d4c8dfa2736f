using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>Python's text % values: %s %r %d %i %u %f %e %g %x %o %c %% with flags, width and precision.</summary>
internal static partial class PyFormat
{
    /// <summary>The operator %: a tuple gives one value a field, a mapping gives them by name, anything else is one value.</summary>
    public static string Percent(string format, object? values) =>
        values switch
        {
            JinjaDict dict when format.Contains("%(", StringComparison.Ordinal) => Format(
                format,
                [],
                name => dict.TryGet(name, out var v) ? v : throw Missing(name)
            ),
            JinjaList { IsTuple: true } tuple => Format(format, tuple.Items, name => throw Missing(name)),
            // A list or mapping may be left over, as far as Python goes.
            JinjaDict or JinjaList when !Field().Matches(format).Any(m => m.Groups["kind"].Value != "%") => Format(
                format,
                [],
                name => throw Missing(name)
            ),
            _ => Format(format, [values], name => throw Missing(name)),
        };

    /// <summary>The filter format: named values, or values in order.</summary>
    public static string Filter(string format, Arguments arguments)
    {
        if (arguments.Positional.Count > 0 && arguments.Named.Count > 0)
            throw new TemplateFault("the filter 'format' takes values in order or by name, not both", TemplateFaultKind.Construct);
        return Format(format, arguments.Positional, name => arguments.Named.TryGetValue(name, out var value) ? value : throw Missing(name));
    }

    private static string Format(string format, IReadOnlyList<object?> values, Func<string, object?> named)
    {
        var (taken, byName) = (0, false);
        var text = Field()
            .Replace(
                format,
                match =>
                {
                    if (match.Groups["kind"].Value == "%")
                        return "%";
                    if (match.Groups["kind"].Length == 0)
                        throw new TemplateFault($"'{match.Value}' is no field of a format", TemplateFaultKind.Construct);
                    if (match.Groups["name"].Success)
                    {
                        byName = true;
                        return One(match, named(match.Groups["name"].Value));
                    }

                    if (taken >= values.Count)
                        throw new TemplateFault("the format has more fields than there are values");
                    return One(match, values[taken++]);
                }
            );
        return taken == values.Count || byName ? text : throw new TemplateFault("the format has fewer fields than there are values");
    }

    private static string One(Match match, object? value)
    {
        var (kind, flags) = (match.Groups["kind"].Value[0], match.Groups["flags"].Value);
        var precision = match.Groups["precision"].Success ? Number(match.Groups["precision"].Value) : -1;
        var width = Number(match.Groups["width"].Value);
        Budget.Limit(width + Math.Max(0, precision));
        var text = kind switch
        {
            's' => Cut(Py.Text(value), precision),
            'r' => Cut(Py.Repr(value), precision),
            'c' => Character(value),
            'd' or 'i' or 'u' => Whole(value).ToString(CultureInfo.InvariantCulture),
            'x' or 'X' or 'o' => Radix(Whole(value), kind, flags.Contains('#')),
            _ => Real(Py.Number(value) ?? throw Wrong(kind, value), kind, precision < 0 ? 6 : precision, flags.Contains('#')),
        };
        if (kind is 's' or 'r' or 'c')
            return Pad(text, width, flags.Contains('-'));
        var sign =
            text[0] == '-' ? "-"
            : flags.Contains('+') ? "+"
            : flags.Contains(' ') ? " "
            : "";
        var digits = text.TrimStart('-');
        if (kind is 'd' or 'i' or 'u' or 'x' or 'X' or 'o')
            digits = digits.PadLeft(Math.Max(0, precision), '0');
        if (flags.Contains('0') && !flags.Contains('-'))
            digits = digits.PadLeft(Math.Max(0, width - sign.Length), '0');
        return Pad(sign + digits, width, flags.Contains('-'));
    }

    private static string Cut(string text, int precision) => precision < 0 ? text : string.Concat(text.EnumerateRunes().Take(precision));

    private static string Pad(string text, int width, bool left)
    {
        var missing = new string(' ', (int)Math.Max(0, width - Sequences.Length(text)));
        return left ? text + missing : missing + text;
    }

    private static string Character(object? value) =>
        value switch
        {
            string s when Sequences.Length(s) == 1 => s,
            _ when Py.Integer(value) is >= 0 and < 0x110000 and { } code && System.Text.Rune.IsValid((int)code) => new System.Text.Rune(
                (int)code
            ).ToString(),
            _ => throw Wrong('c', value),
        };

    private static BigInteger Whole(object? value) =>
        value is double d && double.IsFinite(d) ? new BigInteger(Math.Truncate(d)) : Py.Integer(value) ?? throw Wrong('d', value);

    private static string Radix(BigInteger value, char kind, bool prefixed)
    {
        var (radix, digits, rest) = (kind == 'o' ? 8 : 16, "", BigInteger.Abs(value));
        do
        {
            digits = (kind == 'X' ? "0123456789ABCDEF" : "0123456789abcdef")[(int)(rest % radix)] + digits;
            rest /= radix;
        } while (rest > 0);

        return (value.Sign < 0 ? "-" : "") + (prefixed ? $"0{kind}" : "") + digits;
    }

    private static string Real(double value, char kind, int precision, bool keepPoint)
    {
        if (keepPoint)
            throw new TemplateFault($"the flag # of %{kind} is not supported", TemplateFaultKind.Construct);
        if (!double.IsFinite(value))
            return char.IsUpper(kind) ? Py.Float(value).ToUpperInvariant() : Py.Float(value);
        return kind switch
        {
            'f' or 'F' => PyNumber.Fixed(value, precision),
            'e' or 'E' => PyNumber.Exponential(value, precision, kind),
            _ => PyNumber.General(value, Math.Max(1, precision), kind == 'g' ? 'e' : 'E'),
        };
    }

    private static int Number(string digits) =>
        digits.Length == 0 ? 0
        : int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number
        : throw new TemplateFault($"the width {digits} is too large");

    private static TemplateFault Missing(string name) => new($"the format names '{name}', which is not there");

    private static TemplateFault Wrong(char kind, object? value) => new($"%{kind} does not take {Py.TypeName(value)}");

    [GeneratedRegex(
        @"%(?:\((?<name>[^)]*)\))?(?<flags>[-+ 0#]*)(?<width>[0-9]*)(?:\.(?<precision>[0-9]*))?[hlL]?(?<kind>[srcdiuxXofFeEgG%]?)"
    )]
    private static partial Regex Field();
}
