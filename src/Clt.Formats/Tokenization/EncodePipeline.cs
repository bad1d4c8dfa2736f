using Clt.Formats.Tokenization.AddedTokens;
using Clt.Formats.Tokenization.Models;
using Clt.Formats.Tokenization.PreTokenizers;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization;

/// <summary>
/// The way from a text to its tokens: added tokens, normaliser, pre-tokeniser, model; and the guard against special tokens in user text.
/// </summary>
internal sealed class EncodePipeline
{
    private readonly TokenizerParts _parts;
    private readonly AddedVocabulary _added;
    private readonly AddedVocabulary _addedRaw;
    private readonly IWordScanner? _scanner;
    private readonly bool[] _special;
    private readonly bool _guardNeeded;

    /// <param name="parts">The stages.</param>
    /// <param name="special">By id: is a control token.</param>
    public EncodePipeline(TokenizerParts parts, bool[] special)
    {
        _parts = parts;
        _special = special.ToArray();
        if (parts.UnknownId is { } unknown)
            _special[unknown] = false;
        _guardNeeded = parts.Model.Pieces.Where((piece, id) => piece is not null && _special[id]).Any();
        _added = new AddedVocabulary(parts.AddedTokens, parts.Normalizer);
        _addedRaw = parts.Normalizer is null ? _added : new AddedVocabulary(parts.AddedTokens, null);
        _scanner = (parts.PreTokenizer as ScannerPreTokenizer)?.Scanner;
    }

    public void Run(
        string text,
        EncodeOptions options,
        EncodeScratch scratch,
        ITokenSink sink,
        bool normalize = true,
        bool preTokenize = true
    )
    {
        var segments = new List<(AddedToken? Token, AlignedText Text)>();
        var matching = new SpecialMatching(options.MatchSpecialTokens, options.PlainRanges);
        var clean = CodePoints.Clean(text);
        (normalize ? _added : _addedRaw).Split(
            new AlignedText(clean, 0, clean.Length) { Continues = options.Continues },
            matching,
            segments
        );
        var guard = _guardNeeded && matching.Guards;
        foreach (var (token, segment) in segments)
        {
            if (token is not null)
                sink.AddedToken(token, segment);
            else if (!preTokenize || _parts.PreTokenizer is null)
                Word(segment, 0, segment.Length, guard, scratch, sink);
            else if (_scanner is not null)
                Scan(segment, guard, scratch, sink);
            else
                Split(segment, guard, scratch, sink);
        }
    }

    /// <summary>The ranges of a text (UTF-16 units, half-open) that spell a special token.</summary>
    public IReadOnlyList<(int Start, int End)> SpecialRanges(string text)
    {
        var segments = new List<(AddedToken? Token, AlignedText Text)>();
        var clean = CodePoints.Clean(text);
        _added.Split(new AlignedText(clean, 0, clean.Length), new SpecialMatching(true, []), segments);
        return [.. segments.Where(s => s.Token is { Special: true }).Select(s => s.Text.Original(0, s.Text.Length))];
    }

    private void Scan(AlignedText segment, bool guard, EncodeScratch scratch, ITokenSink sink)
    {
        var span = segment.Span;
        for (var at = 0; at < span.Length; )
        {
            var end = _scanner!.End(span, at);
            Word(segment, at, end - at, guard, scratch, sink);
            at = end;
        }
    }

    private void Split(AlignedText segment, bool guard, EncodeScratch scratch, ITokenSink sink)
    {
        var words = new List<AlignedText>();
        _parts.PreTokenizer!.Split(segment, words);
        foreach (var word in words)
        {
            if (word.Length > 0)
                Word(word, 0, word.Length, guard, scratch, sink);
        }
    }

    private void Word(AlignedText text, int start, int length, bool guard, EncodeScratch scratch, ITokenSink sink)
    {
        var word = text.Span.Slice(start, length);
        scratch.Tokens.Clear();
        _parts.Model.Tokenize(word, scratch);
        if (guard && scratch.Tokens.Exists(t => _special[t.Id]))
            Break(word, scratch);
        sink.Word(text, start, scratch.Tokens);
    }

    /// <summary>Cuts the pieces that are control tokens again, character by character.</summary>
    private void Break(ReadOnlySpan<char> word, EncodeScratch scratch)
    {
        var tokens = scratch.Tokens.ToArray();
        var broken = new List<ModelToken>();
        foreach (var token in tokens)
        {
            if (!_special[token.Id])
            {
                broken.Add(token);
                continue;
            }

            for (var at = token.Start; at < token.End; )
            {
                var width = CodePoints.At(word, at).Utf16SequenceLength;
                scratch.Tokens.Clear();
                _parts.Model.Tokenize(word.Slice(at, width), scratch);
                foreach (var t in scratch.Tokens.Where(t => !_special[t.Id]))
                    broken.Add(new ModelToken(t.Id, at + t.Start, at + t.End));
                at += width;
            }
        }

        scratch.Tokens.Clear();
        scratch.Tokens.AddRange(broken);
    }
}
