using System.Text;
using Clt.Results.Tables;

namespace Clt.Results.Reporting;

/// <summary>A table in LaTeX, for the packages booktabs and, with letters beyond ASCII, fontspec or inputenc.</summary>
internal static class LatexTable
{
    public static string Render(TableModel table)
    {
        table = table.Shown();
        var text = new StringBuilder("\\begin{table}\n\\centering\n");
        if (table.Title.Length > 0)
            text.Append($"\\caption{{{Escaped(table.Title)}}}\n");
        text.Append("\\begin{tabular}{").Append(string.Concat(table.Columns.Select(c => c.Number ? 'r' : 'l'))).Append("}\n\\toprule\n");
        Row(text, table.Columns.Select(c => Escaped(c.Name)));
        text.Append("\\midrule\n");
        foreach (var row in table.Rows)
            Row(text, row.Cells.Select(c => row.Heading && c.Length > 0 ? $"\\textbf{{{Escaped(c)}}}" : Escaped(c)));
        text.Append("\\bottomrule\n\\end{tabular}\n");
        if (table.Note.Length > 0)
            text.Append($"\\par\\smallskip {{\\footnotesize {Escaped(table.Note)}}}\n");
        return text.Append("\\end{table}\n").ToString();
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells)
    {
        // A bracket after the end of a row would be read as its optional argument.
        var all = cells.ToList();
        text.AppendJoin(" & ", all.Select((c, i) => i == 0 && c.StartsWith('[') ? "{}" + c : c)).Append(" \\\\\n");
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            escaped.Append(
                c switch
                {
                    '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{c}",
                    '\\' => "\\textbackslash{}",
                    '~' => "\\textasciitilde{}",
                    '^' => "\\textasciicircum{}",
                    '<' => "\\textless{}",
                    '>' => "\\textgreater{}",
                    '|' => "\\textbar{}",
                    '\u2212' => "$-$",
                    '×' => "$\\times$",
                    '→' => "$\\rightarrow$",
                    '–' => "--",
                    >= 'ᵃ' and <= 'ᶿ' or 'ʰ' => $"\\textsuperscript{{{c.ToString().Normalize(NormalizationForm.FormKD)}}}",
                    '\n' => " ",
                    _ => c.ToString(),
                }
            );
        }

        return escaped.ToString();
    }
}
