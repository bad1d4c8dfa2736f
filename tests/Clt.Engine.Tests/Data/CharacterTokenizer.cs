using System.Buffers;
using Microsoft.ML.Tokenizers;

namespace Clt.Engine.Tests.Data;

/// <summary>One token a character: its code point modulo 128, so that tests need no trained tokenizer.</summary>
internal sealed class CharacterTokenizer : Tokenizer
{
    public const int Vocabulary = 128;

    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var source = text ?? textSpan.ToString();
        var tokens = source.Select((c, i) => new EncodedToken(c % Vocabulary, c.ToString(), new Range(i, i + 1))).ToList();
        return new EncodeResults<EncodedToken> { Tokens = tokens, CharsConsumed = source.Length };
    }

    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        (idsConsumed, charsWritten) = (0, 0);
        foreach (var id in ids)
        {
            if (charsWritten == destination.Length)
                return OperationStatus.DestinationTooSmall;
            destination[charsWritten++] = (char)id;
            idsConsumed++;
        }

        return OperationStatus.Done;
    }
}
