namespace Clt.Formats.Tokenization.Models;

/// <summary>A bounded cache from words to their tokens. A new word takes the place of the one that shares its slot.</summary>
internal sealed class WordCache
{
    private const int Slots = 1 << 15;
    private const int LongestWord = 48;
    private readonly string?[] _words = new string?[Slots];
    private readonly ModelToken[][] _tokens = new ModelToken[Slots][];

    /// <summary>
    /// The tokens of a word seen before, or null; <paramref name="slot"/> is where <see cref="Add"/> may put them (-1: nowhere).
    /// </summary>
    public ModelToken[]? Find(ReadOnlySpan<char> word, out int slot)
    {
        slot = -1;
        if (word.Length > LongestWord)
            return null;
        var hash = 2166136261u;
        foreach (var c in word)
            hash = (hash ^ c) * 16777619u;
        slot = (int)((hash ^ (hash >> 15)) & (Slots - 1));
        return _words[slot] is { } known && word.SequenceEqual(known) ? _tokens[slot] : null;
    }

    public void Add(int slot, ReadOnlySpan<char> word, ModelToken[] tokens)
    {
        if (slot < 0)
            return;
        _words[slot] = word.ToString();
        _tokens[slot] = tokens;
    }
}
