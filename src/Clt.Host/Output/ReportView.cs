using Clt.Results.Tables;
using Clt.Running.Reports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Clt.Host.Output;

/// <summary>Shows tables and findings on the terminal; plain text where the output is no terminal.</summary>
internal static class ReportView
{
    public static void Print(StudyReport report)
    {
        foreach (var table in report.Tables)
            Print(table);
        foreach (var finding in report.Findings)
            Console.Out.WriteLine($"• {Visible.Of(finding)}");
        Console.Out.WriteLine();
    }

    public static void Print(TableModel model)
    {
        model = model.Shown();
        Console.Out.WriteLine(model.Title);
        if (Console.IsOutputRedirected)
            TextTable.Print([.. model.Columns.Select(c => c.Name)], model.Rows.Select(r => r.Cells));
        else
            AnsiConsole.Write(Rich(model));
        if (model.Note.Length > 0)
            Console.Out.WriteLine(model.Note);
        Console.Out.WriteLine();
    }

    private static Table Rich(TableModel model)
    {
        var table = new Table().Border(TableBorder.Minimal);
        foreach (var column in model.Columns)
        {
            var header = new Spectre.Console.TableColumn(new Text(column.Name)).NoWrap();
            table.AddColumn(column.Number ? header.RightAligned() : header);
        }

        foreach (var row in model.Rows)
        {
            var style = row.Heading ? new Style(decoration: Decoration.Bold) : Style.Plain;
            table.AddRow(row.Cells.Select(cell => (IRenderable)new Text(cell, style)));
        }

        return table;
    }
}
