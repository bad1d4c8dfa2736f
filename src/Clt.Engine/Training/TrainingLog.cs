using System.Text;
using System.Text.Json;
using Clt.Formats.Files;

namespace Clt.Engine.Training;

/// <summary><c>log.jsonl</c>: one row a step. Opened again, it is cut back to the checkpoint's step, so that no row is doubled.</summary>
internal sealed class TrainingLog : IDisposable
{
    private readonly FileStream _stream;

    /// <param name="path">The file.</param>
    /// <param name="step">Rows after this step are removed, as is a last line that was cut short.</param>
    public TrainingLog(string path, int step)
    {
        Rows = File.Exists(path) ? Read(path).Where(r => r.Step <= step).ToList() : [];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(
            path,
            stream =>
            {
                foreach (var row in Rows)
                    Write(stream, row);
            }
        );
        _stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
    }

    public List<StepRow> Rows { get; }

    /// <summary>Whether every row up to a step is there, as it was written.</summary>
    public static bool Holds(string path, int step) => step == 0 || (File.Exists(path) && Read(path).Count(r => r.Step <= step) == step);

    /// <summary>The rows of a log; a line that is broken, or whose checksum does not hold, ends it.</summary>
    public static IEnumerable<StepRow> Read(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            StepRow? row;
            if (Seal.State(line) == SealState.Broken)
                yield break;
            try
            {
                row = JsonSerializer.Deserialize<StepRow>(line);
            }
            catch (JsonException)
            {
                yield break;
            }

            if (row is not null)
                yield return row;
        }
    }

    /// <summary>Appends a row and hands it to the operating system, so that it survives the process.</summary>
    public void Add(StepRow row)
    {
        Rows.Add(row);
        Write(_stream, row);
        _stream.Flush();
    }

    /// <summary>Makes the rows so far survive the machine.</summary>
    public void FlushToDisk() => _stream.Flush(flushToDisk: true);

    public void Dispose() => _stream.Dispose();

    private static void Write(Stream stream, StepRow row) =>
        stream.Write(Encoding.UTF8.GetBytes(Seal.CloseLine(JsonSerializer.Serialize(row)) + "\n"));
}
