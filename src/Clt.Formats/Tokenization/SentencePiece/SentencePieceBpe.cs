using Clt.Formats.Tokenization.Models;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.SentencePiece;

/// <summary>sentencepiece's BPE: any two neighbours whose concatenation is a piece may merge, the best score first.</summary>
/// <remarks>User-defined pieces stay whole.</remarks>
internal sealed class SentencePieceBpe : ISubwordModel
{
    private readonly CharTrie _userDefined = new();
    private readonly Dictionary<string, int> _symbols = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly MergeTable _merges;
    private readonly ByteFallbackTable? _bytes;
    private readonly string?[] _pieces;
    private readonly bool[] _unused;
    private readonly int _unknown;
    private readonly Dictionary<int, (int Left, int Right)> _halves = [];

    public SentencePieceBpe(SentencePieceFile file)
    {
        var pieces = file.Pieces;
        _pieces = pieces.Select(p => (string?)p.Text).ToArray();
        _unused = pieces.Select(p => p.Kind == PieceKind.Unused).ToArray();
        _unknown = pieces.FindIndex(p => p.Kind == PieceKind.Unknown);
        _bytes = file.ByteFallback ? new ByteFallbackTable(_pieces) : null;
        for (var id = 0; id < pieces.Count; id++)
        {
            if (pieces[id].Kind == PieceKind.UserDefined)
                _userDefined.Add(pieces[id].Text, id);
            else if (pieces[id].Kind is PieceKind.Normal or PieceKind.Unused)
                _symbols.TryAdd(pieces[id].Text, id);
        }

        _lookup = _symbols.GetAlternateLookup<ReadOnlySpan<char>>();
        _merges = Merges(pieces);
    }

    public IReadOnlyList<string?> Pieces => _pieces;

    public string Show(int id, ReadOnlySpan<char> text) => id == _unknown ? text.ToString() : _pieces[id] ?? "";

    public void Tokenize(ReadOnlySpan<char> word, EncodeScratch scratch)
    {
        scratch.Symbols.Clear();
        for (var at = 0; at < word.Length; )
        {
            var (user, length) = _userDefined.IsEmpty ? (-1, 0) : _userDefined.Longest(word, at);
            if (user < 0)
                length = CodePoints.At(word, at).Utf16SequenceLength;
            scratch.Symbols.Add(
                user >= 0 ? user
                    : _lookup.TryGetValue(word.Slice(at, length), out var id) ? id
                    : -1,
                at,
                at + length
            );
            at += length;
        }

        scratch.Symbols.Merge(_merges);
        var path = new List<ModelToken>();
        scratch.Symbols.CopyTo(path);
        foreach (var token in path)
            Write(word, token, scratch.Tokens);
    }

    /// <summary>The pairs that make a piece, ranked by the piece's score; of equal scores the earlier piece goes first.</summary>
    private MergeTable Merges(List<UnigramPiece> pieces)
    {
        var ranked = _symbols.OrderByDescending(s => pieces[s.Value].Score).ThenBy(s => s.Value).ToList();
        var table = new MergeTable(ranked.Sum(s => s.Key.Length));
        var rank = -1;
        for (var i = 0; i < ranked.Count; i++)
        {
            // Equal scores are one rank: the leftmost pair merges first.
            if (i == 0 || pieces[ranked[i].Value].Score != pieces[ranked[i - 1].Value].Score)
                rank++;
            var (piece, id) = (ranked[i].Key, ranked[i].Value);
            for (var cut = 1; cut < piece.Length; cut++)
            {
                if (!_lookup.TryGetValue(piece.AsSpan(0, cut), out var left) || !_lookup.TryGetValue(piece.AsSpan(cut), out var right))
                    continue;
                table.Add(left, right, rank, id);
                _halves.TryAdd(id, (left, right));
            }
        }

        return table;
    }

    private void Write(ReadOnlySpan<char> word, ModelToken token, List<ModelToken> tokens)
    {
        if (token.Id >= 0 && _unused[token.Id] && _halves.TryGetValue(token.Id, out var halves))
        {
            var middle = token.Start + _pieces[halves.Left]!.Length;
            Write(word, new ModelToken(halves.Left, token.Start, middle), tokens);
            Write(word, new ModelToken(halves.Right, middle, token.End), tokens);
        }
        else if (token.Id >= 0)
        {
            tokens.Add(token);
        }
        else if (_bytes is null || !_bytes.TryAdd(word, token.Start, token.End, tokens, perCharacter: true))
        {
            if (tokens.Count > 0 && tokens[^1].Id == _unknown)
                tokens[^1] = tokens[^1] with { End = token.End };
            else
                tokens.Add(token with { Id = _unknown });
        }
    }
}
