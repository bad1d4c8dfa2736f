namespace Clt.Formats.Tokenization.Models;

/// <summary>
/// WordPiece (BERT): the longest piece first, pieces inside a word with a prefix; a word that cannot be cut is unknown as a whole.
/// </summary>
internal sealed class WordPieceModel : ISubwordModel
{
    private readonly Text.CharTrie _first = new();
    private readonly Text.CharTrie _continuing = new();
    private readonly int _unknown;
    private readonly int _longestWord;

    /// <param name="vocabulary">Pieces with ids.</param>
    /// <param name="unknown">The id of unknown words.</param>
    /// <param name="prefix">What continuing pieces start with.</param>
    /// <param name="longestWord">Words of more code points are unknown.</param>
    public WordPieceModel(IReadOnlyDictionary<string, int> vocabulary, int unknown, string prefix, int longestWord)
    {
        (_unknown, _longestWord) = (unknown, longestWord);
        Pieces = PieceList.From(vocabulary);
        foreach (var (piece, id) in vocabulary)
        {
            _first.Add(piece, id);
            if (piece.StartsWith(prefix, StringComparison.Ordinal))
                _continuing.Add(piece[prefix.Length..], id);
        }
    }

    public IReadOnlyList<string?> Pieces { get; }

    public string Show(int id, ReadOnlySpan<char> text) => Pieces[id] ?? "";

    public void Tokenize(ReadOnlySpan<char> word, EncodeScratch scratch)
    {
        var from = scratch.Tokens.Count;
        var at = IsTooLong(word) ? -1 : 0;
        while (at >= 0 && at < word.Length)
        {
            var (id, length) = (at == 0 ? _first : _continuing).Longest(word, at);
            if (id >= 0)
                scratch.Tokens.Add(new ModelToken(id, at, at + length));
            at = id >= 0 ? at + length : -1;
        }

        if (at >= 0)
            return;
        scratch.Tokens.RemoveRange(from, scratch.Tokens.Count - from);
        scratch.Tokens.Add(new ModelToken(_unknown, 0, word.Length));
    }

    private bool IsTooLong(ReadOnlySpan<char> word)
    {
        if (word.Length <= _longestWord)
            return false;
        var count = 0;
        foreach (var _ in word.EnumerateRunes())
            count++;
        return count > _longestWord;
    }
}
