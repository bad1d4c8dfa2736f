using System.Text;
using Clt.Results.Tables;

namespace Clt.Results.Reporting;

/// <summary>A table in Markdown.</summary>
internal static class MarkdownTable
{
    public static string Render(TableModel table)
    {
        table = table.Shown();
        var text = new StringBuilder();
        if (table.Title.Length > 0)
            text.Append($"### {table.Title}\n\n");
        Row(text, table.Columns.Select(c => c.Name));
        Row(text, table.Columns.Select(c => c.Number ? "---:" : "---"));
        foreach (var row in table.Rows)
            Row(text, row.Cells.Select(c => row.Heading && c.Length > 0 ? $"**{Escaped(c)}**" : Escaped(c)));
        if (table.Note.Length > 0)
            text.Append($"\n{table.Note}\n");
        return text.ToString();
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Escaped(string cell) =>
        cell.Replace("\\", "\\\\").Replace("|", "\\|").Replace("*", "\\*").Replace("<", "&lt;").Replace('\n', ' ');
}
