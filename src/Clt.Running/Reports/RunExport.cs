using System.Globalization;
using System.Text;
using Clt.Formats.Files;
using Clt.Results.Store;

namespace Clt.Running.Reports;

/// <summary>
/// Experiment tracking elsewhere: <c>runs.csv</c>, a row a cell, and <c>history.csv</c>, a row a step, for tools that compare runs. UTF-8,
/// RFC 4180, invariant numbers; what was not measured is empty.
/// </summary>
public static class RunExport
{
    /// <summary>Writes both tables, each there whole or not at all.</summary>
    /// <param name="runs">The runs folder.</param>
    /// <param name="studies">Names of its studies.</param>
    /// <param name="folder">Where the tables go.</param>
    /// <returns>How many runs there are, and how many steps.</returns>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public static (int Runs, int Steps) Write(string runs, IEnumerable<string> studies, string folder)
    {
        var all = studies.SelectMany(s => ExportedRun.Of(runs, s)).ToList();
        Directory.CreateDirectory(folder);
        var cells = Write(Path.Combine(folder, "runs.csv"), ExportedRun.Columns, () => all.Select(r => r.Row()));
        var steps = Write(Path.Combine(folder, "history.csv"), ExportedRun.StepColumns, () => all.SelectMany(r => r.Steps()));
        return (cells, steps);
    }

    /// <summary>Reads the rows twice, since only the last of them may tell a column: histories do not fit into memory.</summary>
    private static int Write(string path, IReadOnlyList<string> known, Func<IEnumerable<IEnumerable<(string Column, object Value)>>> rows)
    {
        var named = rows().SelectMany(r => r.Select(c => c.Column)).Distinct().Except(known);
        // Axes stay in the order of the study, the others are found by name.
        string[] columns =
        [
            .. known,
            .. named.OrderBy(c => c.StartsWith("axis: ", StringComparison.Ordinal) ? "" : c, StringComparer.Ordinal),
        ];
        var count = 0;
        AtomicFile.Write(
            path,
            stream =>
            {
                using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
                writer.WriteLine(Line(columns.Select(c => (object?)c)));
                foreach (var row in rows())
                {
                    var values = row.ToDictionary(c => c.Column, c => c.Value, StringComparer.Ordinal);
                    writer.WriteLine(Line(columns.Select(c => values.GetValueOrDefault(c))));
                    count++;
                }
            }
        );
        return count;
    }

    private static string Line(IEnumerable<object?> values) => string.Join(',', values.Select(Field));

    private static string Field(object? value) =>
        value switch
        {
            null => "",
            double number => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => ResultsCsv.Field($"{value}"),
        };
}
