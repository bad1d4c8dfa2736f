using CsvHelper;

namespace Clt.Plugins.Sources.Files;

/// <summary>Reads comma- or tab-separated values under a header. Tab-separated values are not quoted.</summary>
internal static class Table
{
    public static IEnumerable<Row> Read(TextReader reader, Faults faults, bool tabs)
    {
        using var csv = CsvReader.Create(
            reader,
            new CsvReaderOptions
            {
                Separator = tabs ? '\t' : ',',
                Mode = tabs ? CsvMode.NoEscape : CsvMode.Rfc4180,
                TrackLineNumbers = true,
                FieldCountMismatch = CsvFieldCountHandling.Skip,
                OnMalformedRecord = record => Tell(record, faults),
            }
        );
        csv.ReadHeader();
        var header = csv.Headers.ToArray();
        if (header.Length == 0)
        {
            faults.Add(1, "the file is empty", "Give it a first line with the names of its columns.");
            yield break;
        }

        var twice = header.CountBy(n => n).Where(n => n.Value > 1).ToList();
        foreach (var name in twice)
            faults.Add(1, $"the column '{name.Key}' comes {name.Value} times", "Name each column once.");
        while (twice.Count == 0 && csv.Read())
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < header.Length; i++)
                values[header[i]] = csv.GetString(i);
            yield return new Row((int)csv.LineNumber, values);
        }
    }

    private static void Tell(CsvMalformedRecord record, Faults faults)
    {
        // A quote within an unquoted value (5" disk) has one reading only: itself.
        if (record.Reason == CsvMalformedReason.StrayQuote)
            return;
        var (what, mend) = record.Reason switch
        {
            CsvMalformedReason.FieldCountMismatch => (
                "the row has more or fewer values than the header",
                "See that values with a separator or a line break are quoted."
            ),
            CsvMalformedReason.UnterminatedQuote => ("a quoted value is never closed", "Close it, and double the quotes within it."),
            _ => ("text follows a closing quote", "Double the quotes within a quoted value."),
        };
        faults.Add((int)record.LineNumber, what, mend);
    }
}
