using System.Text;
using System.Text.Json;
using Clt.Engine.Training;
using Clt.Formats.Files;

namespace Clt.Running.Training;

/// <summary>
/// Training curve: the rows of a <c>log.jsonl</c>, read again and again while it is written. Only what is new is read. Not thread-safe.
/// </summary>
/// <param name="path">The file; it may come later.</param>
public sealed class StepLog(string path)
{
    private readonly List<StepRow> _rows = [];

    /// <summary>The last line that was read, with its end, and where it begins.</summary>
    private string _last = "";

    private long _at;

    /// <summary>The rows so far; a row that is broken, or cut short, ends them.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<StepRow> Read()
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            Forget();
            return _rows;
        }

        // A training that goes on from a checkpoint cuts its log back to it.
        if (file.Length < _at || !Append())
        {
            Forget();
            Append();
        }

        return _rows;
    }

    /// <summary>A row, or null where it is broken or its checksum does not hold.</summary>
    public static StepRow? Row(string line)
    {
        try
        {
            return Seal.State(line) == SealState.Broken ? null : JsonSerializer.Deserialize<StepRow>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Reads whole lines after the last one that was read; false where that is no longer there, or others do not follow it.
    /// </summary>
    private bool Append()
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(_at, SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        if (!text.StartsWith(_last, StringComparison.Ordinal))
            return false;
        var from = _last.Length;
        for (var end = text.IndexOf('\n', from); end >= 0; end = text.IndexOf('\n', from))
        {
            var line = text[from..(end + 1)];
            if (Row(line) is not { } row || (_rows.Count > 0 && row.Step != _rows[^1].Step + 1))
                return false;
            _rows.Add(row);
            _at += Encoding.UTF8.GetByteCount(_last);
            (from, _last) = (end + 1, line);
        }

        return true;
    }

    private void Forget()
    {
        _rows.Clear();
        (_at, _last) = (0, "");
    }
}
