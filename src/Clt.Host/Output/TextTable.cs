using System.Globalization;
using System.Text;
using Clt.Results.Tables;

namespace Clt.Host.Output;

/// <summary>A plain table for terminals and pipes: columns padded by display width, the last one as long as it is.</summary>
internal static class TextTable
{
    public static void Print(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var all = new List<IReadOnlyList<string>> { columns };
        all.AddRange(rows.Select(r => r.Select(c => Visible.Of(c.ReplaceLineEndings(" "))).ToList()));
        var widths = columns.Select((_, i) => all.Max(row => Width(row[i]))).ToList();
        foreach (var row in all)
        {
            var line = new StringBuilder();
            for (var i = 0; i < row.Count; i++)
            {
                line.Append(row[i]);
                if (i < row.Count - 1)
                    line.Append(' ', widths[i] - Width(row[i]) + 2);
            }

            Console.Out.WriteLine(line.ToString().TrimEnd());
        }
    }

    /// <summary>Cells of a terminal: two for East Asian wide characters, none for combining marks.</summary>
    private static int Width(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
                continue;
            width += rune.Value
                is >= 0x1100
                    and <= 0x115F
                    or >= 0x2E80
                    and <= 0xA4CF
                    or >= 0xAC00
                    and <= 0xD7A3
                    or >= 0xF900
                    and <= 0xFAFF
                    or >= 0xFE30
                    and <= 0xFE6F
                    or >= 0xFF00
                    and <= 0xFF60
                    or >= 0x20000
                    and <= 0x3FFFD
                ? 2
                : 1;
        }

        return width;
    }
}
