using System.Collections;
using System.Globalization;
using Clt.Plugins.Sources.Files.Metadata;
using Parquet;
using Parquet.Serialization;

namespace Clt.Plugins.Sources.Files;

/// <summary>
/// Rows of an Apache Parquet file, one row group in memory at a time; lists, structures and maps by path, as nested JSON
/// (<c>answers.0.text</c>). Values are the texts that JSON has for them. Bytes that are no text (pictures, sound) have none.
/// </summary>
internal static class ParquetRows
{
    /// <exception cref="InputException">It is no Parquet file, or it is damaged.</exception>
    public static IEnumerable<Row> Read(string path)
    {
        var groups = Of(path, Groups);
        var line = 0;
        for (var group = 0; group < groups; group++)
        {
            var at = group;
            foreach (var row in Of(path, stream => Rows(stream, at)))
            {
                var values = new Dictionary<string, string>(StringComparer.Ordinal);
                foreach (var (name, value) in row)
                    Flatten(value, name, values);
                yield return new Row(++line, values);
            }
        }
    }

    // Waited for where it is called: a state machine with an awaiter of the library's types would load it with the plugin.
    private static int Groups(Stream stream)
    {
        ParquetFile.Check(stream);
        stream.Position = 0;
        var reader = ParquetReader.CreateAsync(stream).GetAwaiter().GetResult();
        try
        {
            return reader.RowGroupCount;
        }
        finally
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static IEnumerable<IDictionary<string, object>> Rows(Stream stream, int group) =>
        ParquetSerializer.DeserializeUntypedAsync(stream, rowGroupIndex: group).GetAwaiter().GetResult().Data;

    /// <summary>On the pool: a caller whose threads have a context of their own (test runners, windows) would wait for itself.</summary>
    private static T Of<T>(string path, Func<Stream, T> read)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Task.Run(() => read(stream)).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InputException($"the Parquet file cannot be read ({e.Message})", path, "Fetch the file again.", e);
        }
    }

    private static void Flatten(object? value, string path, Dictionary<string, string> values)
    {
        switch (value)
        {
            case null or byte[]:
                break;
            case string text:
                values[path] = text;
                break;
            case ReadOnlyMemory<char> text:
                values[path] = text.ToString();
                break;
            case bool truth:
                values[path] = truth ? "true" : "false";
                break;
            case DateTime time:
                values[path] = time.ToString("O", CultureInfo.InvariantCulture);
                break;
            case IFormattable number:
                values[path] = number.ToString(null, CultureInfo.InvariantCulture);
                break;
            case IEnumerable<KeyValuePair<string, object>> named:
                foreach (var (name, inner) in named)
                    Flatten(inner, $"{path}.{name}", values);
                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                    Flatten(entry.Value, $"{path}.{entry.Key}", values);
                break;
            case IEnumerable list:
                var i = 0;
                foreach (var inner in list)
                    Flatten(inner, $"{path}.{i++}", values);
                break;
            default:
                throw new InputException(
                    $"the column '{path}' has values of the kind {value.GetType().Name}, which is not read",
                    "Parquet",
                    "Convert the file to JSONL, or leave the column out of it."
                );
        }
    }
}
