using System.Globalization;
using System.Text;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>datetime.strftime in the C locale, with glibc's flags: %-d has no padding, %_d has spaces, %0e zeros, %^b capitals.</summary>
internal static class StrFTime
{
    public static string Format(DateTime now, string format)
    {
        var output = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                output.Append(format[i]);
                continue;
            }

            var flag = format[i + 1] is '-' or '_' or '0' or '^' && i + 2 < format.Length ? format[++i] : '\0';
            output.Append(Directive(now, format[++i], flag));
        }

        return output.ToString();
    }

    private static string Directive(DateTime now, char directive, char flag)
    {
        if (Number(now, directive) is var (value, width, pad))
            return Padded(
                value,
                width,
                flag is '_' ? ' '
                    : flag is '0' ? '0'
                    : pad,
                flag
            );
        var text =
            Text(now, directive)
            ?? throw new TemplateFault($"the date directive '%{directive}' is not supported", TemplateFaultKind.Construct);
        return flag == '^' ? text.ToUpperInvariant() : text;
    }

    private static string Padded(long value, int width, char pad, char flag) =>
        flag == '-' ? value.ToString(CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture).PadLeft(width, pad);

    /// <summary>A number with its width and padding, or null.</summary>
    private static (long Value, int Width, char Pad)? Number(DateTime now, char directive)
    {
        var hour = now.Hour % 12 == 0 ? 12 : now.Hour % 12;
        var monday = ((int)now.DayOfWeek + 6) % 7;
        return directive switch
        {
            'Y' => (now.Year, 0, '0'),
            'y' => (now.Year % 100, 2, '0'),
            'C' => (now.Year / 100, 2, '0'),
            'm' => (now.Month, 2, '0'),
            'd' => (now.Day, 2, '0'),
            'e' => (now.Day, 2, ' '),
            'j' => (now.DayOfYear, 3, '0'),
            'H' => (now.Hour, 2, '0'),
            'k' => (now.Hour, 2, ' '),
            'I' => (hour, 2, '0'),
            'l' => (hour, 2, ' '),
            'M' => (now.Minute, 2, '0'),
            'S' => (now.Second, 2, '0'),
            'f' => (now.Ticks % TimeSpan.TicksPerSecond / 10, 6, '0'),
            'u' => (monday + 1, 1, '0'),
            'w' => ((int)now.DayOfWeek, 1, '0'),
            'U' => ((now.DayOfYear + 6 - (int)now.DayOfWeek) / 7, 2, '0'),
            'W' => ((now.DayOfYear + 6 - monday) / 7, 2, '0'),
            'V' => (ISOWeek.GetWeekOfYear(now), 2, '0'),
            'G' => (ISOWeek.GetYear(now), 0, '0'),
            'g' => (ISOWeek.GetYear(now) % 100, 2, '0'),
            _ => null,
        };
    }

    private static string? Text(DateTime now, char directive) =>
        directive switch
        {
            '%' => "%",
            'n' => "\n",
            't' => "\t",
            'A' => now.ToString("dddd", CultureInfo.InvariantCulture),
            'a' => now.ToString("ddd", CultureInfo.InvariantCulture),
            'B' => now.ToString("MMMM", CultureInfo.InvariantCulture),
            'b' or 'h' => now.ToString("MMM", CultureInfo.InvariantCulture),
            'p' => now.Hour < 12 ? "AM" : "PM",
            'P' => now.Hour < 12 ? "am" : "pm",
            // The clock of a template has no zone.
            'z' or 'Z' => "",
            'c' => Format(now, "%a %b %e %H:%M:%S %Y"),
            'D' or 'x' => Format(now, "%m/%d/%y"),
            'F' => Format(now, "%Y-%m-%d"),
            'R' => Format(now, "%H:%M"),
            'r' => Format(now, "%I:%M:%S %p"),
            'T' or 'X' => Format(now, "%H:%M:%S"),
            _ => null,
        };
}
