using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Models;

/// <summary>The most probable segmentation under a unigram language model (Kudo 2018, section 3.2), by the Viterbi algorithm.</summary>
internal sealed class UnigramModel : ISubwordModel
{
    private const double UnknownPenalty = 10;
    private const double UserDefinedDiscount = 0.1;
    private readonly CharTrie _trie = new();
    private readonly double[] _scores;
    private readonly bool[] _userDefined;
    private readonly double _unknownScore;
    private readonly double _best;
    private readonly UnigramSettings _settings;
    private readonly ByteFallbackTable _bytes;
    private readonly string?[] _pieces;

    public UnigramModel(IReadOnlyList<UnigramPiece> pieces, UnigramSettings settings)
    {
        _settings = settings;
        _pieces = pieces.Select(p => (string?)p.Text).ToArray();
        _scores = pieces.Select(p => p.Score).ToArray();
        _userDefined = pieces.Select(p => p.Kind == PieceKind.UserDefined).ToArray();
        for (var id = 0; id < pieces.Count; id++)
        {
            if (pieces[id].Kind is PieceKind.Normal or PieceKind.UserDefined)
                _trie.Add(pieces[id].Text, id);
        }

        var normal = pieces.Where(p => p.Kind == PieceKind.Normal).Select(p => p.Score).DefaultIfEmpty(0).ToList();
        (_unknownScore, _best) = (normal.Min() - UnknownPenalty, normal.Max());
        _bytes = new ByteFallbackTable(_pieces);
    }

    public IReadOnlyList<string?> Pieces => _pieces;

    public string Show(int id, ReadOnlySpan<char> text) => id == _settings.Unknown ? text.ToString() : _pieces[id] ?? "";

    public void Tokenize(ReadOnlySpan<char> word, EncodeScratch scratch)
    {
        var known = scratch.Words.Find(word, out var slot);
        if (known is not null)
        {
            scratch.Tokens.AddRange(known);
            return;
        }

        var from = scratch.Tokens.Count;
        Cut(word, scratch.Tokens);
        if (slot >= 0)
            scratch.Words.Add(slot, word, scratch.Tokens[from..].ToArray());
    }

    private void Cut(ReadOnlySpan<char> word, List<ModelToken> tokens)
    {
        var ends = new Node[word.Length + 1];
        for (var at = 0; at < word.Length; )
        {
            var width = CodePoints.At(word, at).Utf16SequenceLength;
            Extend(word, at, width, ends);
            at += width;
        }

        var path = new List<ModelToken>();
        for (var at = word.Length; at > 0; at = ends[at].Start)
            path.Add(new ModelToken(ends[at].Id, ends[at].Start, at));
        path.Reverse();
        Write(word, path, tokens);
    }

    /// <summary>Every piece that starts here, and the unknown character where no piece is just this character.</summary>
    private void Extend(ReadOnlySpan<char> word, int at, int width, Node[] ends)
    {
        var score = ends[at].Score;
        var single = false;
        var node = 0;
        for (var end = at + 1; end <= word.Length; end++)
        {
            node = _trie.Step(node, word[end - 1]);
            if (node == 0)
                break;
            var id = _trie.Value(node);
            if (id < 0)
                continue;
            single |= end == at + width;
            var own = _userDefined[id] ? Encoding.UTF8.GetByteCount(word[at..end]) * _best - UserDefinedDiscount : _scores[id];
            Offer(ref ends[end], score, own, id, at);
        }

        if (!single)
            Offer(ref ends[at + width], score, _unknownScore, _settings.Unknown, at);
    }

    private void Offer(ref Node node, double before, double own, int id, int start)
    {
        var score = _settings.SinglePrecision ? (float)before + (float)own : before + own;
        if (!node.Reached || score > node.Score)
            node = new Node
            {
                Score = score,
                Id = id,
                Start = start,
                Reached = true,
            };
    }

    /// <summary>Unknown neighbours become one token, or bytes.</summary>
    private void Write(ReadOnlySpan<char> word, List<ModelToken> path, List<ModelToken> tokens)
    {
        for (var i = 0; i < path.Count; i++)
        {
            var token = path[i];
            if (token.Id != _settings.Unknown)
            {
                tokens.Add(token);
                continue;
            }

            while (i + 1 < path.Count && path[i + 1].Id == _settings.Unknown)
                token = token with { End = path[++i].End };
            if (_settings.ByteFallback && _bytes.TryAdd(word, token.Start, token.End, tokens, perCharacter: _settings.SinglePrecision))
                continue;
            tokens.Add(token);
        }
    }

    private struct Node
    {
        public double Score;
        public int Id;
        public int Start;
        public bool Reached;
    }
}

/// <summary>A piece of a unigram model.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Score">Its log-probability.</param>
/// <param name="Kind">Whether and how text matches it.</param>
internal readonly record struct UnigramPiece(string Text, double Score, PieceKind Kind = PieceKind.Normal);

/// <summary>The switches of a unigram model.</summary>
internal sealed record UnigramSettings(int Unknown)
{
    /// <summary>An unknown character becomes its bytes' pieces <c>&lt;0xXX&gt;</c> where all of them exist.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>sentencepiece adds scores in single precision, the tokenizers library in double.</summary>
    public bool SinglePrecision { get; init; }
}
