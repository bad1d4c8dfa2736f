using System.Text;
using Clt.Engine.Tokenization.Text;

namespace Clt.Engine.Tokenization.Models;

/// <summary>Byte-pair encoding over bytes or characters, as in the tokenizers library.</summary>
internal sealed class BpeModel : ISubwordModel
{
    private readonly BpeSettings _settings;
    private readonly MergeTable _merges;
    private readonly BpeSymbols _symbols;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>? _wholeWords;

    public BpeModel(IReadOnlyDictionary<string, int> vocabulary, MergeTable merges, BpeSettings settings)
    {
        (_merges, _settings) = (merges, settings);
        Pieces = PieceList.From(vocabulary);
        _symbols = new BpeSymbols(vocabulary, settings);
        if (settings.IgnoreMerges) _wholeWords = WholeWords(vocabulary, settings).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyList<string?> Pieces { get; }

    public string Show(int id, ReadOnlySpan<char> text) => Pieces[id] ?? "";

    public void Tokenize(ReadOnlySpan<char> word, EncodeScratch scratch)
    {
        var known = scratch.Words.Find(word, out var slot);
        if (known is not null)
        {
            scratch.Tokens.AddRange(known);
            return;
        }

        var from = scratch.Tokens.Count;
        if (_wholeWords is { } whole && whole.TryGetValue(word, out var id)) scratch.Tokens.Add(new ModelToken(id, 0, word.Length));
        else Cut(word, scratch);
        if (slot >= 0) scratch.Words.Add(slot, word, scratch.Tokens[from..].ToArray());
    }

    private void Cut(ReadOnlySpan<char> word, EncodeScratch scratch)
    {
        scratch.Symbols.Clear();
        if (_settings.ByteLevel) _symbols.AddBytes(word, scratch);
        else _symbols.AddCharacters(word, scratch.Symbols);
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
            if (!settings.ByteLevel) words[piece] = id;
            else if (piece.All(c => ByteAlphabet.ToByte(c) >= 0) && TryText(strict, ByteAlphabet.Decode(piece), out var text)) words[text] = id;
        }

        return words;
    }

    private static bool TryText(UTF8Encoding strict, byte[] bytes, out string text)
    {
        text = "";
        if (!System.Text.Unicode.Utf8.IsValid(bytes)) return false;
        text = strict.GetString(bytes);
        return true;
    }
}
