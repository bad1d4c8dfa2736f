using System.Text;
using Clt.Results.Tables;

namespace Clt.Results.Reporting;

/// <summary>A table as HTML. An interval goes below its value, in smaller type.</summary>
internal static class HtmlTable
{
    public static string Render(TableModel table)
    {
        table = table.Shown();
        var text = new StringBuilder("<figure class=\"table\">\n");
        if (table.Title.Length > 0)
            text.Append($"<figcaption><h3>{Svg.Text(table.Title)}</h3></figcaption>\n");
        text.Append("<div class=\"scroll\"><table>\n<thead><tr>");
        foreach (var column in table.Columns)
            text.Append($"<th scope=\"col\"{Class(column)}>{Svg.Text(column.Name)}</th>");
        text.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            text.Append(row.Heading ? "<tr class=\"heading\">" : "<tr>");
            for (var i = 0; i < row.Cells.Count; i++)
                text.Append(Cell(row.Cells[i], table.Columns[i], i == 0));
            text.Append("</tr>\n");
        }

        text.Append("</tbody></table></div>\n");
        if (table.Note.Length > 0)
            text.Append($"<p class=\"note\">{Svg.Text(table.Note)}</p>\n");
        return text.Append("</figure>\n").ToString();
    }

    private static string Cell(string value, TableColumn column, bool first)
    {
        var at = column.Number ? value.IndexOf(" [", StringComparison.Ordinal) : -1;
        var shown = at < 0 ? Svg.Text(value) : $"{Svg.Text(value[..at])} <span class=\"ci\">{Svg.Text(value[(at + 1)..])}</span>";
        return first ? $"<th scope=\"row\">{shown}</th>" : $"<td{Class(column)}>{shown}</td>";
    }

    private static string Class(TableColumn column) => column.Number ? " class=\"number\"" : "";
}
