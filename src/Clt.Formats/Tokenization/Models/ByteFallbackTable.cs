using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Models;

/// <summary>The ids of the pieces <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>.</summary>
internal sealed class ByteFallbackTable
{
    private readonly int[] _ids = new int[256];

    public ByteFallbackTable(IReadOnlyList<string?> pieces)
    {
        Array.Fill(_ids, -1);
        for (var id = 0; id < pieces.Count; id++)
        {
            if (pieces[id] is { } piece && Decoders.ByteFallbackDecoder.TryByte(piece, out var value))
                _ids[value] = id;
        }
    }

    /// <summary>Adds a token a byte of word[start..end), if every byte has one.</summary>
    /// <param name="word">The word.</param>
    /// <param name="start">Of the unknown stretch.</param>
    /// <param name="end">Of the unknown stretch.</param>
    /// <param name="tokens">Where the tokens go.</param>
    /// <param name="perCharacter">
    /// sentencepiece: a character's last byte covers it, those before it cover nothing; else each covers the stretch.
    /// </param>
    public bool TryAdd(ReadOnlySpan<char> word, int start, int end, List<ModelToken> tokens, bool perCharacter)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(word[start..end])];
        Encoding.UTF8.GetBytes(word[start..end], bytes);
        if (bytes.Any(b => _ids[b] < 0))
            return false;
        var i = 0;
        for (var at = start; at < end; )
        {
            var rune = CodePoints.At(word, at);
            var next = at + rune.Utf16SequenceLength;
            for (var left = rune.Utf8SequenceLength; left > 0; left--)
            {
                var last = left == 1;
                tokens.Add(
                    perCharacter ? new ModelToken(_ids[bytes[i++]], at, last ? next : at) : new ModelToken(_ids[bytes[i++]], start, end)
                );
            }

            at = next;
        }

        return true;
    }
}
