using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Models;

/// <summary>The symbols that a word starts from: its bytes, or its characters with byte fallback and unknown tokens.</summary>
internal sealed class BpeSymbols
{
    private readonly BpeSettings _settings;
    private readonly int _unknown;
    private readonly int[] _bytes = new int[256];
    private readonly bool _allBytes;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _characters;

    public BpeSymbols(IReadOnlyDictionary<string, int> vocabulary, BpeSettings settings)
    {
        _settings = settings;
        _unknown = settings.UnknownToken is { } unknown ? vocabulary.GetValueOrDefault(unknown, -1) : -1;
        for (var b = 0; b < 256; b++)
        {
            var name = settings.ByteLevel ? ByteAlphabet.ToCharacter((byte)b).ToString() : $"<0x{b:X2}>";
            _bytes[b] = vocabulary.GetValueOrDefault(name, -1);
        }

        _allBytes = settings.ByteFallback && !settings.ByteLevel;
        var dictionary = vocabulary as Dictionary<string, int> ?? vocabulary.ToDictionary();
        _characters = dictionary.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>
    /// A symbol a byte; each covers its whole character. A byte without a piece is left out, or unknown where the model has such a token.
    /// </summary>
    public void AddBytes(ReadOnlySpan<char> word, EncodeScratch scratch)
    {
        Span<byte> bytes = stackalloc byte[4];
        for (var at = 0; at < word.Length; )
        {
            var c = word[at];
            if (c < 0x80)
            {
                AddByte(_bytes[c], at, at + 1, scratch.Symbols);
                at++;
                continue;
            }

            var rune = CodePoints.At(word, at);
            var end = at + rune.Utf16SequenceLength;
            var count = rune.EncodeToUtf8(bytes);
            for (var i = 0; i < count; i++)
                AddByte(_bytes[bytes[i]], at, end, scratch.Symbols);
            at = end;
        }
    }

    public void AddCharacters(ReadOnlySpan<char> word, BpeWord symbols)
    {
        var pending = -1;
        for (var at = 0; at < word.Length; )
        {
            var rune = CodePoints.At(word, at);
            var end = at + rune.Utf16SequenceLength;
            var id = Find(word, at, end);
            if (id >= 0)
            {
                Flush(ref pending, at, symbols);
                symbols.Add(id, at, end);
            }
            else if (!TryAddFallback(rune, at, end, symbols, ref pending) && _unknown >= 0)
            {
                if (!_settings.FuseUnknown)
                    Flush(ref pending, at, symbols);
                if (pending < 0)
                    pending = at;
            }

            at = end;
        }

        Flush(ref pending, word.Length, symbols);
    }

    private void AddByte(int id, int start, int end, BpeWord symbols)
    {
        if (id >= 0)
            symbols.Add(id, start, end);
        else if (_unknown >= 0)
            symbols.Add(_unknown, start, end);
    }

    private int Find(ReadOnlySpan<char> word, int start, int end)
    {
        var prefix = start > 0 ? _settings.ContinuingSubwordPrefix : "";
        var suffix = end == word.Length ? _settings.EndOfWordSuffix : "";
        var name = prefix.Length + suffix.Length == 0 ? word[start..end] : $"{prefix}{word[start..end]}{suffix}";
        return _characters.TryGetValue(name, out var id) ? id : -1;
    }

    private bool TryAddFallback(Rune rune, int start, int end, BpeWord symbols, ref int pending)
    {
        if (!_allBytes)
            return false;
        Span<byte> bytes = stackalloc byte[4];
        var count = rune.EncodeToUtf8(bytes);
        foreach (var value in bytes[..count])
        {
            if (_bytes[value] < 0)
                return false;
        }

        Flush(ref pending, start, symbols);
        foreach (var value in bytes[..count])
            symbols.Add(_bytes[value], start, end);
        return true;
    }

    /// <summary>Writes the unknown token for the stretch that began at <paramref name="pending"/>.</summary>
    private void Flush(ref int pending, int end, BpeWord symbols)
    {
        if (pending >= 0)
            symbols.Add(_unknown, pending, end);
        pending = -1;
    }
}
