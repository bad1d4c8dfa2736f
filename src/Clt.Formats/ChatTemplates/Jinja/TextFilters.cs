using System.Text;
using System.Text.RegularExpressions;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>Filters of texts.</summary>
internal static partial class TextFilters
{
    private const long DefaultLeeway = 5;

    /// <summary>
    /// As Jinja's filter, which begins a word after a space, a hyphen or an opening bracket only, unlike Python's method.
    /// </summary>
    public static string Title(string text) =>
        string.Concat(
            WordBeginning()
                .Split(text)
                .Where(part => part.Length > 0)
                .Select(part =>
                {
                    var first = Rune.GetRuneAt(part, 0).ToString();
                    return FullCase.Upper(first) + FullCase.Lower(part[first.Length..]);
                })
        );

    public static object Indent(object? value, BoundArguments a)
    {
        var width = a.Get("width", 4L);
        if (width is not string && Py.Integer(width) is null)
            throw new TemplateFault($"the width of an indent is {Py.TypeName(width)}");
        if (width is not string)
            Budget.Limit(Math.Max(0, Py.Integer(width)!.Value));
        var indention = width as string ?? new string(' ', (int)Math.Max(0, Py.Integer(width)!.Value));
        if (value is not string text)
            throw new TemplateFault($"indent takes a string, not {Py.TypeName(value)}");
        // The line break at the end makes splitlines keep an empty last line.
        var lines = PyText.Lines(text + "\n", keepEnds: false);
        Budget.Limit((long)lines.Count * indention.Length);
        var blank = a.Flag("blank");
        var rest = lines.Skip(1).Select(line => "\n" + (line.Length > 0 || blank ? indention + line : line));
        return (a.Flag("first") ? indention : "") + lines[0] + string.Concat(rest);
    }

    public static object Truncate(object? value, BoundArguments a)
    {
        var (length, end) = (a.Whole("length", 255), a.Text("end", "..."));
        var leeway = a.Whole("leeway") ?? DefaultLeeway;
        var size = Sequences.Length(end);
        if (length < size || leeway < 0)
            throw new TemplateFault($"truncate cannot keep {length} characters with the ending '{end}' and the leeway {leeway}");
        if (Sequences.Length(value) <= length + leeway)
            return value!;
        if (value is not string text)
            throw new TemplateFault($"truncate takes a string, not {Py.TypeName(value)}");
        var kept = (string)Sequences.Slice(text, null, length - size, null)!;
        if (!a.Flag("killwords") && kept.LastIndexOf(' ') is >= 0 and var at)
            kept = kept[..at];
        return kept + end;
    }

    /// <summary>Runs of letters, digits and underscores; marks divide, as Python's \w has it.</summary>
    public static long Words(string text)
    {
        var (words, inWord) = (0L, false);
        foreach (var rune in text.EnumerateRunes())
        {
            var part = Rune.IsLetter(rune) || rune.Value == '_' || PyCharacters.IsNumeric(rune) || PyCharacters.IsDigit(rune);
            if (part && !inWord)
                words++;
            inWord = part;
        }

        return words;
    }

    [GeneratedRegex(@"([-\s({\[<]+)")]
    private static partial Regex WordBeginning();
}
