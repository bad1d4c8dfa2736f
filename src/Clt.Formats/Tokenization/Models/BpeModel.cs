using System.Runtime.InteropServices;
using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Models;

/// <summary>Byte-pair encoding over bytes or characters, as in the tokenizers library.</summary>
internal sealed class BpeModel : ISubwordModel
{
    private readonly BpeSettings _settings;
    private readonly MergeTable _merges;
    private readonly BpeSymbols _symbols;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>? _wholeWords;
    private readonly SpaceBreaks? _breaks;

    public BpeModel(IReadOnlyDictionary<string, int> vocabulary, MergeTable merges, BpeSettings settings)
    {
        (_merges, _settings) = (merges, settings);
        Pieces = PieceList.From(vocabulary);
        _symbols = new BpeSymbols(vocabulary, settings);
        var wholeOnly =
            settings.ByteLevel || settings.IgnoreMerges || settings.ContinuingSubwordPrefix.Length + settings.EndOfWordSuffix.Length > 0;
        if (!wholeOnly)
            _breaks = new SpaceBreaks(vocabulary.Keys);
        if (settings.IgnoreMerges)
            _wholeWords = WholeWords(vocabulary, settings).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyList<string?> Pieces { get; }

    public string Show(int id, ReadOnlySpan<char> text) => Pieces[id] ?? "";

    public void Tokenize(ReadOnlySpan<char> word, EncodeScratch scratch)
    {
        if (_breaks is null)
        {
            Part(word, scratch);
            return;
        }

        for (var at = 0; at < word.Length; )
        {
            var end = _breaks.End(word, at);
            var from = scratch.Tokens.Count;
            Part(word[at..end], scratch);
            var tokens = CollectionsMarshal.AsSpan(scratch.Tokens)[from..];
            foreach (ref var token in tokens)
                token = new ModelToken(token.Id, token.Start + at, token.End + at);
            at = end;
        }
    }

    private void Part(ReadOnlySpan<char> word, EncodeScratch scratch)
    {
        var known = scratch.Words.Find(word, out var slot);
        if (known is not null)
        {
            scratch.Tokens.AddRange(known);
            return;
        }

        var from = scratch.Tokens.Count;
        if (_wholeWords is { } whole && whole.TryGetValue(word, out var id))
            scratch.Tokens.Add(new ModelToken(id, 0, word.Length));
        else
            Cut(word, scratch);
        if (slot >= 0)
            scratch.Words.Add(slot, word, scratch.Tokens[from..].ToArray());
    }

    private void Cut(ReadOnlySpan<char> word, EncodeScratch scratch)
    {
        scratch.Symbols.Clear();
        if (_settings.ByteLevel)
            _symbols.AddBytes(word, scratch);
        else
            _symbols.AddCharacters(word, scratch.Symbols);
        scratch.Symbols.Merge(_merges);
        scratch.Symbols.CopyTo(scratch.Tokens);
    }

    /// <summary>The vocabulary keyed by the text that a piece stands for; pieces that are not whole characters can be no word.</summary>
    private static Dictionary<string, int> WholeWords(IReadOnlyDictionary<string, int> vocabulary, BpeSettings settings)
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var words = new Dictionary<string, int>(vocabulary.Count);
        foreach (var (piece, id) in vocabulary)
        {
            if (!settings.ByteLevel)
                words[piece] = id;
            else if (piece.All(c => ByteAlphabet.ToByte(c) >= 0) && TryText(strict, ByteAlphabet.Decode(piece), out var text))
                words[text] = id;
        }

        return words;
    }

    private static bool TryText(UTF8Encoding strict, byte[] bytes, out string text)
    {
        text = "";
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
            return false;
        text = strict.GetString(bytes);
        return true;
    }
}
