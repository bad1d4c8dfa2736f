using System.Security.Cryptography;
using System.Text;

namespace Clt.Plugins.Sources.Files;

/// <summary>A file of rows: JSONL, JSON, CSV or TSV by its ending, plain, <c>.gz</c> or <c>.zst</c>; Parquet or Arrow.</summary>
internal static class RowFile
{
    private static readonly string[] Texts = [".jsonl", ".ndjson", ".json", ".csv", ".tsv"];

    // They hold compressed parts of their own.
    private static readonly Dictionary<string, Func<string, IEnumerable<Row>>> Columns = new()
    {
        [".parquet"] = ParquetRows.Read,
        [".arrow"] = ArrowRows.Read,
        [".feather"] = ArrowRows.Read,
    };

    /// <summary>All rows, when none is broken.</summary>
    /// <param name="check">Looks at each row and may add faults.</param>
    /// <exception cref="InputException">The file is missing, damaged or of an unknown kind, or lines are broken: all of them.</exception>
    public static List<Row> Read(string path, Action<Row, Faults> check)
    {
        var faults = new Faults(path);
        List<Row> rows = [];
        try
        {
            foreach (var row in Rows(path, faults))
            {
                rows.Add(row);
                check(row, faults);
            }
        }
        catch (DecoderFallbackException)
        {
            faults.Add(
                rows.Count == 0 ? 1 : rows[^1].Line + 1,
                "the text from about here on is not UTF-8",
                "Convert the file: iconv -f LATIN1 -t UTF-8, or whatever it is in."
            );
        }
        catch (Exception e) when (Packing.Of(path)?.IsDamage(e) == true)
        {
            faults.Add(
                rows.Count == 0 ? 1 : rows[^1].Line + 1,
                $"the {Packing.Of(path)!.Name} data are damaged from about here on",
                "Fetch or compress the file again."
            );
        }

        faults.ThrowIfAny();
        return rows.Count > 0
            ? rows
            : throw new InputException("the file is empty: it has no record", path, "Put one into it, or leave the file out.");
    }

    /// <summary>SHA-256 of the file's bytes.</summary>
    /// <exception cref="InputException">There is no such file, or it cannot be read.</exception>
    public static string Hash(string path)
    {
        using var stream = OpenRaw(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>What is wrong with the file's name, or null.</summary>
    public static Problem? Check(string path)
    {
        if (!Texts.Contains(Ending(path)) && (!Columns.ContainsKey(Ending(path)) || Packing.Of(path) is not null))
        {
            var packed = string.Join(" or ", Packing.All.Select(p => p.Ending));
            return new Problem(
                "the file's kind is not known by its ending",
                path,
                $"Name it {string.Join(", ", Texts)}, each with {packed} where it is compressed, or {string.Join(", ", Columns.Keys)}."
            );
        }

        if (File.Exists(path))
            return null;
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
            return new Problem(
                "there is no such file: its folder does not exist either",
                path,
                "Correct the path; it is relative to the folder clt runs in."
            );
        var others = Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!);
        return new Problem(
            "there is no such file",
            path,
            Suggest.DidYouMean(Path.GetFileName(path), others, "Correct the path; it is relative to the folder clt runs in.")
        );
    }

    private static IEnumerable<Row> Rows(string path, Faults faults)
    {
        if (Columns.TryGetValue(Ending(path), out var read))
        {
            // That it may be read is told here, in one way for all kinds.
            OpenRaw(path).Dispose();
            return read(path);
        }

        return Ending(path) == ".json" && BeginsList(path) ? List(path, faults) : Lines(path, faults);
    }

    private static IEnumerable<Row> List(string path, Faults faults)
    {
        using var stream = Open(path);
        foreach (var row in JsonList.Read(stream, faults))
            yield return row;
    }

    private static IEnumerable<Row> Lines(string path, Faults faults)
    {
        using var stream = Open(path);
        using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
        var rows = Ending(path) switch
        {
            ".csv" => Table.Read(reader, faults, tabs: false),
            ".tsv" => Table.Read(reader, faults, tabs: true),
            _ => JsonLines.Read(reader, faults),
        };
        foreach (var row in rows)
            yield return row;
    }

    /// <summary>Many files that are named <c>.json</c> hold an object a line.</summary>
    private static bool BeginsList(string path)
    {
        using var stream = Open(path);
        using var reader = new StreamReader(stream);
        int c;
        do c = reader.Read();
        while (c >= 0 && char.IsWhiteSpace((char)c));
        return c == '[';
    }

    private static Stream Open(string path)
    {
        var stream = OpenRaw(path);
        return Packing.Of(path) is { } packing ? packing.Open(stream) : stream;
    }

    private static FileStream OpenRaw(string path)
    {
        if (Check(path) is { } problem)
            throw new InputException([problem]);
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the file cannot be read ({error.Message})", path, "See that you may read it.", error);
        }
    }

    private static string Ending(string path) =>
        Path.GetExtension(Packing.Of(path) is null ? path : Path.GetFileNameWithoutExtension(path)).ToLowerInvariant();
}
