using System.Text;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>What Python's str does with texts, by code points.</summary>
internal static class PyText
{
    private const string LineEnds = "\n\r\v\f\x1C\x1D\x1E\x85\u2028\u2029";

    /// <summary>Without these characters at its ends; white space where none are given.</summary>
    public static string Strip(string text, object? characters, bool start = true, bool end = true)
    {
        var set = Characters(characters);
        var from = 0;
        var to = text.Length;
        while (start && from < to && Rune.GetRuneAt(text, from) is var rune && set(rune))
            from += rune.Utf16SequenceLength;
        while (end && to > from && LastRune(text.AsSpan(from, to - from)) is var rune && set(rune))
            to -= rune.Utf16SequenceLength;
        return text[from..to];
    }

    /// <summary>At most so many replacements from the left; all where the number is negative.</summary>
    public static string Replace(string text, string from, string to, long most)
    {
        if (most == 0)
            return text;
        Budget.Limit((long)(text.Length + 1) * (to.Length + 1) / Math.Max(1, from.Length));
        if (from.Length > 0)
            return string.Join(to, text.Split(from, most < 0 ? int.MaxValue : (int)Math.Min(most + 1, int.MaxValue)));
        // Nothing is found before each character and at the end.
        var output = new StringBuilder();
        var left = most < 0 ? long.MaxValue : most;
        foreach (var rune in text.EnumerateRunes())
        {
            if (left-- > 0)
                output.Append(to);
            output.Append(rune);
        }

        return left > 0 ? output.Append(to).ToString() : output.ToString();
    }

    public static string Join(IEnumerable<string> texts, string between)
    {
        var all = texts.ToList();
        Budget.Limit(all.Sum(t => (long)t.Length + between.Length));
        return string.Join(between, all);
    }

    /// <summary>In the middle of so many columns; of an odd rest the greater half stands left where the width is odd.</summary>
    public static string Center(string text, long width, string fill = " ")
    {
        var missing = width - Sequences.Length(text);
        if (missing <= 0)
            return text;
        var left = (missing / 2) + (missing & width & 1);
        return Filled(left, fill) + text + Filled(missing - left, fill);
    }

    public static string Justify(string text, long width, string fill, bool left)
    {
        var missing = Math.Max(0, width - Sequences.Length(text));
        return left ? text + Filled(missing, fill) : Filled(missing, fill) + text;
    }

    /// <summary>Zeros behind the sign up to so many columns.</summary>
    public static string ZeroFill(string text, long width)
    {
        var zeros = Filled(Math.Max(0, width - Sequences.Length(text)), "0");
        return text.StartsWith('-') || text.StartsWith('+') ? text[0] + zeros + text[1..] : zeros + text;
    }

    /// <summary>The words between separators, cut from the left at most so often; white space separates where none is given.</summary>
    public static JinjaList Split(string text, object? separator, long most) =>
        List(
            separator switch
            {
                null => Words(text, most),
                string { Length: > 0 } by => text.Split(by, most < 0 ? int.MaxValue : (int)Math.Min(most + 1, int.MaxValue)),
                _ => throw new TemplateFault("split takes a separator that is a string and not empty"),
            }
        );

    /// <summary>The same, cut from the right.</summary>
    public static JinjaList SplitRight(string text, object? separator, long most)
    {
        if (separator is not (null or string { Length: > 0 }))
            throw new TemplateFault("rsplit takes a separator that is a string and not empty");
        var parts = new List<string>();
        var rest = separator is null ? text.TrimEnd(Py.Spaces) : text;
        for (var cuts = 0L; most < 0 || cuts < most; cuts++)
        {
            var end = separator is string by ? rest.LastIndexOf(by, StringComparison.Ordinal) : rest.LastIndexOfAny(Py.Spaces);
            if (end < 0)
                break;
            parts.Insert(0, rest[(end + ((separator as string)?.Length ?? 1))..]);
            rest = separator is null ? rest[..end].TrimEnd(Py.Spaces) : rest[..end];
        }

        if (separator is not null || rest.Length > 0)
            parts.Insert(0, rest);
        return List(parts);
    }

    /// <summary>What stands before the separator, the separator, and what stands behind it.</summary>
    public static JinjaList Partition(string text, string separator, bool last)
    {
        if (separator.Length == 0)
            throw new TemplateFault("partition takes a separator that is not empty");
        var at = last ? text.LastIndexOf(separator, StringComparison.Ordinal) : text.IndexOf(separator, StringComparison.Ordinal);
        if (at < 0)
            return last ? JinjaList.Tuple("", "", text) : JinjaList.Tuple(text, "", "");
        return JinjaList.Tuple(text[..at], separator, text[(at + separator.Length)..]);
    }

    /// <summary>The lines, cut at all that Python's splitlines takes for a line's end; a last empty one does not count.</summary>
    public static List<string> Lines(string text, bool keepEnds)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length; )
        {
            var end = start;
            while (end < text.Length && !LineEnds.Contains(text[end]))
                end++;
            var next = end < text.Length ? end + 1 : end;
            if (next < text.Length && text[end] == '\r' && text[next] == '\n')
                next++;
            lines.Add(text[start..(keepEnds ? next : end)]);
            start = next;
        }

        return lines;
    }

    /// <summary>The place of a part within text[from:to], in code points, or -1.</summary>
    public static long Find(string text, string part, long? from, long? to, bool last)
    {
        var length = Sequences.Length(text);
        var start = Clamp(from ?? 0, length);
        var end = Clamp(to ?? length, length);
        if (start > end || (from ?? 0) > length)
            return -1;
        var within = (string)Sequences.Slice(text, start, end, null)!;
        var at = last ? within.LastIndexOf(part, StringComparison.Ordinal) : within.IndexOf(part, StringComparison.Ordinal);
        return at < 0 ? -1 : start + Sequences.Length(within[..at]);
    }

    /// <summary>How often a part stands in a text without overlaps.</summary>
    public static long Count(string text, string part) => part.Length > 0 ? text.Split(part).Length - 1 : Sequences.Length(text) + 1;

    private static long Clamp(long at, long length) => Math.Clamp(at < 0 ? at + length : at, 0, length);

    private static string[] Words(string text, long most)
    {
        var words = new List<string>();
        var rest = text.TrimStart(Py.Spaces);
        while (rest.Length > 0)
        {
            var end = most >= 0 && words.Count >= most ? -1 : rest.IndexOfAny(Py.Spaces);
            words.Add(end < 0 ? rest : rest[..end]);
            rest = end < 0 ? "" : rest[end..].TrimStart(Py.Spaces);
        }

        return [.. words];
    }

    private static JinjaList List(IEnumerable<string> texts) => new([.. texts]);

    private static string Filled(long count, string fill)
    {
        if (Sequences.Length(fill) != 1)
            throw new TemplateFault("the fill character is one character");
        Budget.Limit(count);
        return string.Concat(Enumerable.Repeat(fill, (int)count));
    }

    private static Func<Rune, bool> Characters(object? given)
    {
        if (given is null)
            return rune => rune.IsBmp && Py.IsSpace((char)rune.Value);
        var set = given is string text
            ? text.EnumerateRunes().ToHashSet()
            : throw new TemplateFault($"strip takes a string, not {Py.TypeName(given)}");
        return set.Contains;
    }

    private static Rune LastRune(ReadOnlySpan<char> text)
    {
        Rune.DecodeLastFromUtf16(text, out var rune, out _);
        return rune;
    }
}
