using System.Globalization;
using System.Text;

namespace Clt.Plugins.Sources.Lexicons.Vectors;

/// <summary>
/// Word vectors in fastText's text format <c>.vec</c> (word2vec's too): a line <c>count width</c>, then a word and its numbers a line.
/// </summary>
internal static class VectorFile
{
    /// <summary>At most so many of the first words; a word that is there twice counts once.</summary>
    /// <exception cref="InputException">There is no such file, or a line is not as it should be.</exception>
    public static VectorTable Read(string path, int most)
    {
        if (!File.Exists(path))
            throw new InputException("there is no such file", Path.GetFullPath(path), "Name a file of word vectors (.vec).");
        using var lines = File.ReadLines(path).GetEnumerator();
        if (
            !lines.MoveNext()
            || lines.Current.TrimEnd().Split(' ') is not [var first, var second]
            || !int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || !int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            || width < 1
        )
        {
            throw new InputException(
                "the first line is not the number of words and the width of a vector",
                $"{path}:1",
                "Give a file in fastText's format .vec."
            );
        }

        var (words, known) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        var values = new List<float>(Math.Min(count, most) * width);
        for (var number = 2; words.Count < most && lines.MoveNext(); number++)
            Line(lines.Current, width, $"{path}:{number}", words, known, values);
        return words.Count > 0
            ? new VectorTable(words, [.. values], width)
            : throw new InputException("there is no word vector in the file", path, "Give a file with words.");
    }

    /// <summary>Written whole, then renamed.</summary>
    public static void Write(string path, VectorTable table)
    {
        var unfinished = $"{path}.{Environment.ProcessId}.tmp";
        using (var writer = new StreamWriter(unfinished, append: false, new UTF8Encoding(false)))
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{table.Count} {table.Width}\n"));
            for (var i = 0; i < table.Count; i++)
            {
                writer.Write(table.Words[i]);
                foreach (var value in table[i])
                    writer.Write(string.Create(CultureInfo.InvariantCulture, $" {value:R}"));
                writer.Write('\n');
            }
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static void Line(string line, int width, string where, List<string> words, HashSet<string> known, List<float> values)
    {
        // A word of some files has spaces inside: the numbers are the last ones.
        var columns = line.TrimEnd().Split(' ');
        var word = string.Join(' ', columns.SkipLast(width));
        if (columns.Length <= width || word.Length == 0)
            throw new InputException($"the line is not a word and {width} numbers", where, "Fetch the file again.");
        if (!known.Add(word))
            return;
        words.Add(word);
        foreach (var column in columns.AsSpan(columns.Length - width))
        {
            if (!float.TryParse(column, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !float.IsFinite(value))
                throw new InputException($"'{column}' is no number", where, "Fetch the file again.");
            values.Add(value);
        }
    }
}
