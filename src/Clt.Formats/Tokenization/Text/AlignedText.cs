namespace Clt.Formats.Tokenization.Text;

/// <summary>
/// A stretch of (normalised) text that knows, for each of its UTF-16 units, which range of the original text it stands for.
/// </summary>
/// <remarks>Slices share the buffers. Without alignment arrays a unit stands for exactly one unit of the original.</remarks>
internal sealed class AlignedText
{
    private readonly string _buffer;
    private readonly int _from;
    private readonly int _base;
    private readonly int[]? _starts;
    private readonly int[]? _ends;

    /// <summary>A part of the original text as it is.</summary>
    public AlignedText(string original, int from, int length)
    {
        (_buffer, _from, Length) = (original, from, length);
    }

    public AlignedText(string buffer, int[] starts, int[] ends)
        : this(buffer, 0, buffer.Length, 0, starts, ends) { }

    private AlignedText(string buffer, int from, int length, int @base, int[]? starts, int[]? ends)
    {
        (_buffer, _from, Length, _base, _starts, _ends) = (buffer, from, length, @base, starts, ends);
    }

    public int Length { get; }

    /// <summary>Other text came before: the text's beginning is no beginning of a word of its own.</summary>
    public bool Continues { get; init; }

    public ReadOnlySpan<char> Span => _buffer.AsSpan(_from, Length);

    public AlignedText Slice(int start, int length) =>
        new(_buffer, _from + start, length, _base, _starts, _ends) { Continues = Continues && start == 0 };

    /// <summary>The same alignment for a text of the same length.</summary>
    public AlignedText WithUnits(string units) =>
        _starts is null
            ? new AlignedText(units, 0, Length, _base + _from, null, null) { Continues = Continues }
            : new AlignedText(units, 0, Length, 0, _starts[_from..(_from + Length)], _ends![_from..(_from + Length)])
            {
                Continues = Continues,
            };

    public int OriginalStart(int unit) => _starts is null ? _base + _from + unit : _starts[_from + unit];

    /// <summary>The original position just after what <paramref name="unit"/> stands for.</summary>
    public int OriginalEnd(int unit) => _ends is null ? _base + _from + unit + 1 : _ends[_from + unit];

    /// <summary>The original range of the units [start, end); empty at the right place for no units.</summary>
    public (int Start, int End) Original(int start, int end)
    {
        if (start < end)
            return (OriginalStart(start), OriginalEnd(end - 1));
        if (Length == 0)
            return (0, 0);
        var at = start < Length ? OriginalStart(start) : OriginalEnd(Length - 1);
        return (at, at);
    }

    public override string ToString() => Span.ToString();
}
