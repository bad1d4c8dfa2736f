using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace VerifyTests.Internal;

/// <summary>Scrubbers that replace values within the text by a numbered word, equal values by the same one.</summary>
internal static partial class InlineScrubber
{
    public static void Guids(StringBuilder text) => Number(text, GuidPattern(), "Guid", m => Guid.Parse(m.Value).ToString());

    public static Action<StringBuilder> DateTimes(string format)
    {
        // The widest text that could be a time in this format is tried first at each place.
        var sample = new DateTime(2000, 12, 30, 23, 59, 58, 999, DateTimeKind.Utc).ToString(format, CultureInfo.InvariantCulture).Length;
        return text => Scan(text, format, Math.Max(1, format.Length - 6), Math.Max(sample, format.Length) + 6);
    }

    private static void Scan(StringBuilder text, string format, int shortest, int longest)
    {
        var (source, seen) = (text.ToString(), new Dictionary<DateTime, int>());
        text.Clear();
        for (var at = 0; at < source.Length; )
        {
            var length = Math.Min(longest, source.Length - at);
            var time = default(DateTime);
            for (; length >= shortest; length--)
            {
                var piece = source.AsSpan(at, length);
                if (DateTime.TryParseExact(piece, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out time))
                    break;
            }

            if (length < shortest)
            {
                text.Append(source[at++]);
                continue;
            }

            text.Append("DateTime_").Append(seen.TryAdd(time, seen.Count + 1) ? seen.Count : seen[time]);
            at += length;
        }
    }

    private static void Number(StringBuilder text, Regex pattern, string word, Func<Match, string> identity)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var scrubbed = pattern.Replace(
            text.ToString(),
            match =>
            {
                var key = identity(match);
                if (!seen.TryGetValue(key, out var number))
                    seen[key] = number = seen.Count + 1;
                return $"{word}_{number}";
            }
        );
        text.Clear().Append(scrubbed);
    }

    [GeneratedRegex(@"\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b")]
    private static partial Regex GuidPattern();
}
