namespace Clt.Formats.Tokenization;

/// <summary>
/// Decodes ids as they come: what has been given out is a prefix of the decoded whole, and no character is given out in halves.
/// </summary>
/// <remarks>Only the last few ids are decoded again at each step, so that the cost of a long text is linear.</remarks>
public sealed class DecodeStream(HubTokenizer tokenizer, bool skipSpecialTokens = false)
{
    private const int LongestWindow = 48;
    private const int KeptIds = 12;
    private const char Replacement = '\uFFFD';
    private readonly List<int> _window = [];
    private int _given;
    private int _restart;

    /// <summary>The text that this id completes; "" while the text ends inside a character.</summary>
    public string Add(int id)
    {
        _window.Add(id);
        var text = tokenizer.Decode(_window, skipSpecialTokens);
        if (text.EndsWith(Replacement) || text.Length < _given)
            return "";
        var piece = text[_given..];
        _given = text.Length;
        if (_restart == 0 && _window.Count >= LongestWindow - KeptIds)
            _restart = _window.Count;
        if (_restart > 0 && _window.Count - _restart >= KeptIds)
            Shorten();
        return piece;
    }

    /// <summary>What was held back: the text ends inside a character or in U+FFFD itself. The stream starts anew.</summary>
    public string Flush()
    {
        var text = tokenizer.Decode(_window, skipSpecialTokens);
        var rest = text.Length > _given ? text[_given..] : "";
        _window.Clear();
        (_given, _restart) = (0, 0);
        return rest;
    }

    /// <summary>Drops the ids before a place where the text was whole.</summary>
    /// <remarks>The kept ids must show something, so that what is special about a start is behind.</remarks>
    private void Shorten()
    {
        var kept = tokenizer.Decode(_window.Skip(_restart), skipSpecialTokens);
        if (string.IsNullOrWhiteSpace(kept))
            return;
        _window.RemoveRange(0, _restart);
        (_given, _restart) = (kept.Length, 0);
    }
}
