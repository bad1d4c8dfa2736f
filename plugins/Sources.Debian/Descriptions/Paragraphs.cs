using System.Text;

namespace Clt.Plugins.Sources.Debian.Descriptions;

/// <summary>Makes paragraphs of the broken lines of a description.</summary>
internal static class Paragraphs
{
    /// <summary>
    /// A paragraph an element. A list's items are elements with their continued lines; other indented lines (verbatim text) stay apart.
    /// </summary>
    public static List<string> Of(IReadOnlyList<string> lines, bool unsegmented)
    {
        List<string> paragraphs = [];
        var current = new StringBuilder();
        var inItem = false;
        foreach (var line in lines)
        {
            var text = Spaces(line);
            var indented = line.Length > 0 && line[0] == ' ';
            var item = IsItem(text, indented);
            if (text is "." or "" || item || (indented && !inItem))
                Finish(paragraphs, current);
            inItem = item || (inItem && current.Length > 0);
            if (text is "." or "")
                continue;
            if (current.Length > 0 && !JoinsClosely(current[^1], text[0], unsegmented))
                current.Append(' ');
            current.Append(text);
        }

        Finish(paragraphs, current);
        return paragraphs;
    }

    private static void Finish(List<string> paragraphs, StringBuilder current)
    {
        if (current.Length > 0)
            paragraphs.Add(current.ToString());
        current.Clear();
    }

    /// <summary>Dashes, and the letter o, are bullets only where they are indented: they may begin any other line too.</summary>
    private static bool IsItem(string text, bool indented) =>
        text.Length > 1 && text[1] == ' ' && (text[0] is '*' or '•' || (indented && "-+·o".Contains(text[0])));

    /// <summary>Scripts without spaces are broken anywhere, so their lines join without one, unless both ends are of Latin text.</summary>
    private static bool JoinsClosely(char before, char after, bool unsegmented) =>
        unsegmented && !(char.IsAscii(before) && char.IsAscii(after));

    /// <summary>Without spaces at the ends, and single ones within.</summary>
    private static string Spaces(string line) => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
