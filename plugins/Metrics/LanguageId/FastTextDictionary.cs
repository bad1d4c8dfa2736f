using System.Text;

namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>
/// A model's words and labels, and the rows of the input matrix that stand for the words and character n-grams of a line.
/// </summary>
internal sealed class FastTextDictionary
{
    private const string LabelPrefix = "__label__";
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int>? _kept;
    private readonly int _buckets;
    private readonly int _shortest;
    private readonly int _longest;
    private readonly int _wordCount;

    public FastTextDictionary(BinaryReader reader, int buckets, int shortest, int longest)
    {
        (_buckets, _shortest, _longest) = (buckets, shortest, longest);
        var size = reader.ReadInt32();
        _wordCount = reader.ReadInt32();
        reader.ReadInt32();
        reader.ReadInt64();
        var kept = reader.ReadInt64();
        for (var i = 0; i < size; i++)
        {
            var text = ReadText(reader);
            var count = reader.ReadInt64();
            if (reader.ReadByte() == 0)
            {
                _words[text] = i;
                continue;
            }

            Labels.Add(text.StartsWith(LabelPrefix, StringComparison.Ordinal) ? text[LabelPrefix.Length..] : text);
            LabelCounts.Add(count);
        }

        if (kept < 0)
            return;
        _kept = [];
        for (var i = 0; i < kept; i++)
        {
            var from = reader.ReadInt32();
            _kept[from] = reader.ReadInt32();
        }
    }

    public List<string> Labels { get; } = [];

    public List<long> LabelCounts { get; } = [];

    /// <summary>Adds the rows of a line's words and of the end of the line.</summary>
    public void AddRows(ReadOnlySpan<byte> line, List<int> rows)
    {
        var end = line.IndexOf((byte)'\n');
        if (end >= 0)
            line = line[..end];
        for (var i = 0; i < line.Length; )
        {
            while (i < line.Length && IsSpace(line[i]))
                i++;
            var start = i;
            while (i < line.Length && !IsSpace(line[i]))
                i++;
            if (i > start)
                AddWord(line[start..i], rows);
        }

        if (_words.TryGetValue("</s>", out var row))
            rows.Add(row);
    }

    private void AddWord(ReadOnlySpan<byte> word, List<int> rows)
    {
        var text = Encoding.UTF8.GetString(word);
        var known = _words.TryGetValue(text, out var row);
        if (known)
            rows.Add(row);
        if (text == "</s>" || _longest <= 0 || (!known && text.StartsWith(LabelPrefix, StringComparison.Ordinal)))
            return;
        byte[] marked = [(byte)'<', .. word, (byte)'>'];
        for (var i = 0; i < marked.Length; i++)
        {
            if (IsContinuation(marked[i]))
                continue;
            var hash = 2166136261u;
            for (var (j, n) = (i, 1); j < marked.Length && n <= _longest; n++)
            {
                do hash = (hash ^ (uint)(sbyte)marked[j++]) * 16777619;
                while (j < marked.Length && IsContinuation(marked[j]));
                if (n >= _shortest && !(n == 1 && (i == 0 || j == marked.Length)))
                    AddBucket((int)(hash % (uint)_buckets), rows);
            }
        }
    }

    private void AddBucket(int bucket, List<int> rows)
    {
        if (_kept is null)
            rows.Add(_wordCount + bucket);
        else if (_kept.TryGetValue(bucket, out var row))
            rows.Add(_wordCount + row);
    }

    private static bool IsContinuation(byte b) => (b & 0xC0) == 0x80;

    private static bool IsSpace(byte b) => b is 0 or (byte)' ' or (>= 9 and <= 13);

    private static string ReadText(BinaryReader reader)
    {
        var bytes = new List<byte>();
        for (var b = reader.ReadByte(); b != 0; b = reader.ReadByte())
            bytes.Add(b);
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
