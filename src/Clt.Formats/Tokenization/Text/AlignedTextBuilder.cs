using System.Text;

namespace Clt.Formats.Tokenization.Text;

/// <summary>Rewrites an <see cref="AlignedText"/> code point by code point, keeping the alignment as the tokenizers library does.</summary>
internal sealed class AlignedTextBuilder(AlignedText source)
{
    private readonly StringBuilder _text = new(source.Length + 8);
    private readonly List<int> _starts = new(source.Length + 8);
    private readonly List<int> _ends = new(source.Length + 8);
    private int _at;

    /// <summary>The next code point of the source, or null at its end.</summary>
    public Rune? Next => _at < source.Length ? CodePoints.At(source.Span, _at) : null;

    /// <summary>
    /// Puts a code point in place of the next one of the source and of <paramref name="more"/> after it; it stands for the first of them.
    /// </summary>
    public void Replace(Rune rune, int more = 0)
    {
        var width = CodePoints.At(source.Span, _at).Utf16SequenceLength;
        Add(rune, source.OriginalStart(_at), source.OriginalEnd(_at + width - 1));
        _at += width;
        Skip(more);
    }

    /// <summary>Adds a code point that stands for what the last consumed one stood for.</summary>
    public void Insert(Rune rune)
    {
        if (_at == 0)
        {
            Add(rune, 0, 0);
            return;
        }

        var previous = char.IsLowSurrogate(source.Span[_at - 1]) && _at > 1 ? _at - 2 : _at - 1;
        Add(rune, source.OriginalStart(previous), source.OriginalEnd(_at - 1));
    }

    public void Keep() => Replace(Next!.Value);

    /// <summary>Drops code points of the source.</summary>
    public void Skip(int count = 1)
    {
        for (; count > 0; count--)
            _at += CodePoints.At(source.Span, _at).Utf16SequenceLength;
    }

    /// <summary>Follows a list of (code point, change): positive inserts, 0 replaces one, negative replaces that many more.</summary>
    public void Apply(Rune rune, int change)
    {
        if (change > 0)
            Insert(rune);
        else
            Replace(rune, -change);
    }

    public AlignedText Build() => new(_text.ToString(), _starts.ToArray(), _ends.ToArray()) { Continues = source.Continues };

    private void Add(Rune rune, int start, int end)
    {
        Span<char> units = stackalloc char[2];
        var width = rune.EncodeToUtf16(units);
        for (var i = 0; i < width; i++)
        {
            _text.Append(units[i]);
            _starts.Add(start);
            _ends.Add(end);
        }
    }
}
