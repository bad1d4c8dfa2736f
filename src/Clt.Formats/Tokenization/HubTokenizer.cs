using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using Clt.Formats.Files;
using Clt.Formats.Tokenization.AddedTokens;
using Clt.Formats.Tokenization.Models;
using Microsoft.ML.Tokenizers;

namespace Clt.Formats.Tokenization;

/// <summary>
/// A tokenizer of the kinds that the Hugging Face hub holds: tokenizer.json, sentencepiece, tiktoken, vocab.txt. Safe for many threads.
/// </summary>
/// <remarks>
/// Offsets are in UTF-16 units of the original text. By default user text never produces a special token, whatever it spells, and none is
/// added;
/// <see cref="EncodeOptions"/> turns either on. Load one with <see cref="TokenizerLoader"/>, train one with <see cref="BpeTrainer"/>.
/// </remarks>
public sealed class HubTokenizer : Tokenizer
{
    private readonly ConcurrentBag<EncodeScratch> _scratch = [];
    private readonly FrozenDictionary<string, int> _ids;
    private readonly TokenizerParts _parts;
    private readonly EncodePipeline _pipeline;
    private readonly string?[] _pieces;
    private readonly bool[] _special;
    private readonly bool[] _added;

    internal HubTokenizer(TokenizerParts parts)
    {
        _parts = parts;
        _pieces = Pieces(parts);
        (_special, _added) = (new bool[_pieces.Length], new bool[_pieces.Length]);
        foreach (var token in parts.AddedTokens)
            (_special[token.Id], _added[token.Id]) = (_special[token.Id] | token.Special, true);
        foreach (var id in parts.ControlIds)
            _special[id] = true;
        _ids = _pieces
            .Select((piece, id) => (piece, id))
            .Where(p => p.piece is not null)
            .DistinctBy(p => p.piece)
            .ToFrozenDictionary(p => p.piece!, p => p.id);
        _pipeline = new EncodePipeline(parts, _special);
        Spelled = new SpelledSpecials(
            [.. parts.AddedTokens.Where(t => t.Special && t.Content.Length > 0).Select(t => t.Content)],
            _pipeline.SpecialRanges
        );
        Fingerprint = Tokenization.Fingerprint.Of(parts.Files);
    }

    /// <summary>One more than the largest id; what an embedding needs at least.</summary>
    public int VocabularySize => _pieces.Length;

    /// <summary>The id of bos_token, where there is one. Whether it begins texts, <see cref="Frame"/> says.</summary>
    public int? BeginId => Id(Named("bos_token"));

    /// <summary>The id of eos_token, where there is one.</summary>
    public int? EndId => Id(Named("eos_token"));

    public int? PadId => Id(Named("pad_token"));

    public int? MaskId => Id(Named("mask_token"));

    /// <summary>The id of text that the vocabulary lacks.</summary>
    public int? UnknownId => _parts.UnknownId ?? Id(Named("unk_token"));

    /// <summary>The special tokens that have names, with where each is said.</summary>
    public IReadOnlyList<NamedToken> NamedTokens => _parts.Named;

    /// <summary>What is put around one text where <see cref="EncodeOptions.AddSpecialTokens"/> asks for it.</summary>
    public TokenizerFrame Frame => _parts.Frame;

    public IReadOnlyList<AddedToken> AddedTokens => _parts.AddedTokens;

    /// <summary>SHA-256 (hex) of the files that define the tokenizer: the same content has the same fingerprint wherever it lies.</summary>
    public string Fingerprint { get; }

    /// <summary>The names of those files.</summary>
    public IEnumerable<string> FileNames => _parts.Files.Keys.Order(StringComparer.Ordinal);

    internal TokenizerParts Parts => _parts;

    /// <summary>Finds the special tokens that texts spell.</summary>
    internal SpelledSpecials Spelled { get; }

    /// <summary>The id of a piece or added token, or null.</summary>
    public int? Id(string? token) => token is not null && _ids.TryGetValue(token, out var id) ? id : null;

    /// <summary>The piece or added token of an id, or null.</summary>
    public string? Piece(int id) => id >= 0 && id < _pieces.Length ? _pieces[id] : null;

    public bool IsSpecial(int id) => id >= 0 && id < _special.Length && _special[id];

    /// <summary>The ids of a text, the fast way: no offsets are made.</summary>
    public List<int> EncodeIds(string text, EncodeOptions? options = null)
    {
        options ??= EncodeOptions.Default;
        if (options.AddSpecialTokens || options.Truncation is not null)
            return Encode(text, options).Ids;
        var sink = new IdSink();
        WithScratch(scratch => _pipeline.Run(text, options, scratch, sink));
        return sink.Ids;
    }

    /// <summary>The ids of many texts, in parallel over texts; the result does not depend on <paramref name="threads"/>.</summary>
    public int[][] EncodeMany(IReadOnlyList<string> texts, EncodeOptions? options = null, int threads = -1)
    {
        var ids = new int[texts.Count][];
        Parallel.For(
            0,
            texts.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            i => ids[i] = EncodeIds(texts[i], options).ToArray()
        );
        return ids;
    }

    /// <summary>A text with tokens, offsets, words and masks.</summary>
    public TokenizedText Encode(string text, EncodeOptions? options = null) => Assemble(text, null, options ?? EncodeOptions.Default);

    /// <summary>A pair of texts.</summary>
    /// <exception cref="InputException">A text is too short for what the truncation would take from it.</exception>
    public TokenizedText EncodePair(string first, string second, EncodeOptions? options = null) =>
        Assemble(first, second, options ?? EncodeOptions.Default);

    /// <summary>Whether an id is of an added token, which is found in text before the subword model sees it.</summary>
    public bool IsAdded(int id) => id >= 0 && id < _added.Length && _added[id];

    /// <summary>The text of ids; an id without a token gives nothing.</summary>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens)
    {
        var tokens = new List<string>();
        foreach (var id in ids)
        {
            if (Piece(id) is { } piece && !(skipSpecialTokens && _special[id]))
                tokens.Add(piece);
        }

        return _parts.Decoder is { } decoder ? string.Concat(decoder.Decode(tokens)) : string.Join(' ', tokens);
    }

    public override string Decode(IEnumerable<int> ids) => Decode(ids, skipSpecialTokens: false);

    /// <inheritdoc/>
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        var all = ids.ToList();
        var text = Decode(all);
        var fits = text.AsSpan().TryCopyTo(destination);
        (idsConsumed, charsWritten) = fits ? (all.Count, text.Length) : (0, 0);
        return fits ? OperationStatus.Done : OperationStatus.DestinationTooSmall;
    }

    /// <summary>Writes the tokenizer's files into a folder, each under a temporary name first.</summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, bytes) in _parts.Files)
            AtomicFile.Write(Path.Combine(folder, name), stream => stream.Write(bytes));
    }

    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var sink = Detail(text ?? textSpan.ToString(), EncodeOptions.Default, settings);
        var count = Math.Min(settings.MaxTokenCount, sink.Ids.Count);
        return new EncodeResults<EncodedToken>
        {
            Tokens = Enumerable
                .Range(0, count)
                .Select(i => new EncodedToken(sink.Ids[i], sink.Tokens[i], sink.Offsets[i].Start..sink.Offsets[i].End))
                .ToList(),
            CharsConsumed =
                count == sink.Ids.Count ? textSpan.Length
                : count == 0 ? 0
                : sink.Offsets[count - 1].End,
        };
    }

    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var plain = settings is { ConsiderNormalization: true, ConsiderPreTokenization: true, MaxTokenCount: int.MaxValue };
        return plain
            ? new EncodeResults<int> { Tokens = EncodeIds(text ?? textSpan.ToString()), CharsConsumed = textSpan.Length }
            : base.EncodeToIds(text, textSpan, settings);
    }

    private string? Named(string name) => _parts.Named.FirstOrDefault(t => t.Name == name)?.Content;

    private TokenizedText Assemble(string first, string? second, EncodeOptions options)
    {
        var a = Detail(first, options);
        var b = second is null ? null : Detail(second, options);
        var post = options.BeginToken is { } begin ? _parts.PostProcessor.StartingWith(Require(begin)) : _parts.PostProcessor;
        return PostProcessors.Assembly.Of(a, b, post, options, Piece);
    }

    private int Require(string token) =>
        Id(token)
        ?? throw new InputException(
            $"The tokenizer has no token '{token}'",
            "begin token",
            Suggest.DidYouMean(token, _ids.Keys.Where(k => IsSpecial(_ids[k])), "Name one it has.")
        );

    private DetailSink Detail(string text, EncodeOptions options, EncodeSettings? settings = null)
    {
        var sink = new DetailSink(_parts.Model);
        var plain = settings ?? new EncodeSettings { ConsiderNormalization = true, ConsiderPreTokenization = true };
        WithScratch(scratch => _pipeline.Run(text, options, scratch, sink, plain.ConsiderNormalization, plain.ConsiderPreTokenization));
        return sink;
    }

    private void WithScratch(Action<EncodeScratch> work)
    {
        if (!_scratch.TryTake(out var scratch))
            scratch = new EncodeScratch();
        work(scratch);
        _scratch.Add(scratch);
    }

    private static string?[] Pieces(TokenizerParts parts)
    {
        var largest = parts.AddedTokens.Select(t => t.Id).DefaultIfEmpty(-1).Max();
        var pieces = new string?[Math.Max(parts.Model.Pieces.Count, largest + 1)];
        for (var id = 0; id < parts.Model.Pieces.Count; id++)
            pieces[id] = parts.Model.Pieces[id];
        foreach (var token in parts.AddedTokens)
            pieces[token.Id] = token.Content;
        return pieces;
    }
}
