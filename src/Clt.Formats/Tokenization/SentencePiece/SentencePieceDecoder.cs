using System.Buffers;
using System.Text;
using Clt.Formats.Tokenization.Decoders;
using Clt.Formats.Tokenization.Models;

namespace Clt.Formats.Tokenization.SentencePiece;

/// <summary>
/// sentencepiece's decoding: marks to spaces without the one put in front, bytes to characters, control pieces to nothing.
/// </summary>
/// <param name="file">The model.</param>
/// <param name="showsSpecial">Whether control and unknown pieces are shown by their names, as transformers shows them.</param>
internal sealed class SentencePieceDecoder(SentencePieceFile file, bool showsSpecial = false) : IDecoder
{
    private const char Mark = '\u2581';
    private readonly HashSet<string> _control = file.Pieces.Where(p => p.Kind == PieceKind.Control).Select(p => p.Text).ToHashSet();
    private readonly string _unknown = file.Pieces.First(p => p.Kind == PieceKind.Unknown).Text;

    public List<string> Decode(List<string> tokens)
    {
        var text = new StringBuilder();
        var run = new List<byte>();
        var (atStart, prefixSeen) = (true, false);
        foreach (var token in tokens)
        {
            if (file.ByteFallback && ByteFallbackDecoder.TryByte(token, out var value))
            {
                run.Add(value);
                continue;
            }

            Flush(run, text);
            atStart &= !prefixSeen && text.Length == 0;
            text.Append(Surface(token, atStart, out prefixSeen));
        }

        Flush(run, text);
        return [text.ToString()];
    }

    private string Surface(string token, bool atStart, out bool prefixSeen)
    {
        prefixSeen = false;
        if (!showsSpecial && _control.Contains(token))
            return "";
        if (!showsSpecial && token == _unknown)
            return file.UnknownSurface;
        if (atStart && token.StartsWith(Mark) && (file.AddDummyPrefix || file.RemoveExtraSpaces))
        {
            token = token[1..];
            prefixSeen = !file.RemoveExtraSpaces;
        }

        return token.Replace(Mark, ' ');
    }

    /// <summary>Bytes to characters; a byte that is no part of one becomes U+FFFD.</summary>
    private static void Flush(List<byte> run, StringBuilder text)
    {
        var bytes = run.ToArray().AsSpan();
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            text.Append(rune.ToString());
            bytes = bytes[(status == OperationStatus.Done ? consumed : 1)..];
        }

        run.Clear();
    }
}
