using System.Text;
using Clt.Formats.Tokenization.Models;
using Clt.Formats.Tokenization.Normalizers;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.SentencePiece;

/// <summary>sentencepiece's own normalisation: the longest rule at each place, spaces escaped and trimmed, a space put in front.</summary>
/// <remarks>A unit stands for what lies between its own and the next unit's place in the original, as in sentencepiece.</remarks>
internal sealed class SentencePieceNormalizer : INormalizer
{
    private const int LongestRule = 128;
    private readonly SentencePieceFile _file;
    private readonly CharTrie _userDefined = new();
    private readonly char _space;
    private readonly bool _firstOnly;

    /// <param name="file">The model.</param>
    /// <param name="firstOnly">Whether only a text's beginning gets a space put in front, and not what follows an added token.</param>
    public SentencePieceNormalizer(SentencePieceFile file, bool firstOnly = false)
    {
        _firstOnly = firstOnly;
        _file = file;
        _space = file.EscapeSpaces ? '\u2581' : ' ';
        for (var id = 0; id < file.Pieces.Count; id++)
        {
            if (file.Pieces[id].Kind == PieceKind.UserDefined)
                _userDefined.Add(file.Pieces[id].Text, id);
        }
    }

    public AlignedText Normalize(AlignedText text)
    {
        var output = new StringBuilder(text.Length + 8);
        var places = new List<int>(text.Length + 8);
        var continues = text.Continues || (_firstOnly && text.Length > 0 && text.OriginalStart(0) > 0);
        var at = _file.RemoveExtraSpaces && !continues ? SkipSpaces(text.Span) : 0;
        if (at == text.Length)
            return text.Slice(0, 0);
        var prefix = _file.AddDummyPrefix && !_file.SpaceAsSuffix && !continues;
        if (prefix)
            Append(_space.ToString(), at, output, places);
        var afterSpace = _file.RemoveExtraSpaces && !continues;
        while (at < text.Length)
        {
            var (piece, consumed) = Next(text.Span, at);
            if (afterSpace)
                piece = piece.TrimStart(' ');
            if (piece.Length > 0)
            {
                Append(piece.Replace(' ', _space), at, output, places);
                afterSpace = piece.EndsWith(' ');
            }

            at += consumed;
            afterSpace &= _file.RemoveExtraSpaces;
        }

        if (_file.RemoveExtraSpaces)
            at = TrimEnd(output, places, at);
        if (_file.AddDummyPrefix && _file.SpaceAsSuffix)
            Append(_space.ToString(), at, output, places);
        places.Add(at);
        return Build(text, output, places);
    }

    private int SkipSpaces(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && Next(text, at) is (" ", var consumed))
            at += consumed;
        return at;
    }

    /// <summary>What the text at a place becomes, and how many units of it that takes.</summary>
    private (string Piece, int Consumed) Next(ReadOnlySpan<char> text, int at)
    {
        var (user, length) = _userDefined.IsEmpty ? (-1, 0) : _userDefined.Longest(text, at);
        if (user >= 0)
            return (text.Slice(at, length).ToString(), length);
        var width = CodePoints.At(text, at).Utf16SequenceLength;
        if (_file.CharsMap is not { } map)
            return (text.Slice(at, width).ToString(), width);

        Span<byte> bytes = stackalloc byte[LongestRule];
        var ahead = text.Slice(at, Math.Min(text.Length - at, LongestRule / 3));
        Encoding.UTF8.GetEncoder().Convert(ahead, bytes, flush: false, out _, out var count, out _);
        var (replacement, taken) = map.Find(bytes[..count], longest: true);
        return replacement is null ? (text.Slice(at, width).ToString(), width) : (replacement, Encoding.UTF8.GetCharCount(bytes[..taken]));
    }

    private static void Append(string piece, int place, StringBuilder output, List<int> places)
    {
        output.Append(piece);
        for (var i = 0; i < piece.Length; i++)
            places.Add(place);
    }

    private int TrimEnd(StringBuilder output, List<int> places, int at)
    {
        while (output.Length > 0 && output[^1] == _space)
        {
            at = places[^1];
            output.Length--;
            places.RemoveAt(places.Count - 1);
        }

        return at;
    }

    private static AlignedText Build(AlignedText text, StringBuilder output, List<int> places)
    {
        var starts = new int[output.Length];
        var ends = new int[output.Length];
        for (var i = 0; i < output.Length; i++)
        {
            starts[i] = Original(text, places[i]);

            // The units of one code point share their end.
            var next = char.IsHighSurrogate(output[i]) && i + 1 < output.Length ? i + 2 : i + 1;
            ends[i] = Original(text, places[next]);
        }

        return new AlignedText(output.ToString(), starts, ends);
    }

    private static int Original(AlignedText text, int place) =>
        place < text.Length ? text.OriginalStart(place)
        : text.Length == 0 ? 0
        : text.OriginalEnd(text.Length - 1);
}
