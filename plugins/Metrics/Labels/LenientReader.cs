namespace Clt.Plugins.Metrics.Labels;

/// <summary>Reads one sentence's tags in order, as conlleval and seqeval's default mode do, and tells where entities end.</summary>
internal ref struct LenientReader()
{
    private char _before = 'O';
    private ReadOnlySpan<char> _typeBefore = "";
    private int _place;
    private int _first;

    /// <summary>Reads the next tag; true where an entity ended with the tag before it. After the last tag, read an <c>O</c>.</summary>
    /// <param name="text">The tag.</param>
    /// <param name="type">The type of the entity that ended.</param>
    /// <param name="first">Its first token, from 0.</param>
    public bool Ended(ReadOnlySpan<char> text, out ReadOnlySpan<char> type, out int first)
    {
        var tag = text.Length > 0 ? text[0] : 'O';
        type = _typeBefore;
        first = _first;
        var newType = Type(text);
        var otherType = !newType.SequenceEqual(_typeBefore);
        var ended = Ends(_before, tag, otherType);
        if (Starts(_before, tag, otherType))
            _first = _place;
        _before = tag;
        _typeBefore = newType;
        _place++;
        return ended;
    }

    private static ReadOnlySpan<char> Type(ReadOnlySpan<char> text)
    {
        if (text.Length < 2)
            return "_";
        var type = text[(text[1..].IndexOf('-') + 2)..];
        return type.Length > 0 ? type : "_";
    }

    private static bool Ends(char before, char tag, bool otherType) =>
        before is 'E' or 'S' || ((before is 'B' or 'I') && (tag is 'B' or 'S' or 'O')) || (before is not ('O' or '.') && otherType);

    private static bool Starts(char before, char tag, bool otherType) =>
        tag is 'B' or 'S' || ((before is 'E' or 'S' or 'O') && (tag is 'E' or 'I')) || (tag is not ('O' or '.') && otherType);
}
