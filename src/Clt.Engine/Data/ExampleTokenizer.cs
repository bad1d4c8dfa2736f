using Clt.Formats.Framing;
using Microsoft.ML.Tokenizers;

namespace Clt.Engine.Data;

/// <summary>
/// Turns examples into token ids and target flags, segment by segment, so that the mask never depends on searching strings.
/// </summary>
/// <remarks>
/// The sequence is: what the frame has before, the segments' tokens (<see cref="SegmentEncoding"/>), and what the frame has after. The end
/// is a target when the last segment is one: a model learns to stop where its answer ends. What a chat template wrote has no frame: the
/// template makes it.
/// </remarks>
public sealed class ExampleTokenizer
{
    private readonly Tokenizer _tokenizer;
    private readonly SequenceFrame _frame;
    private readonly int _maxLength;
    private readonly LengthLimit _limit;

    /// <param name="tokenizer">Splits a segment's text.</param>
    /// <param name="frame">What stands around a sequence.</param>
    /// <param name="maxLength">The context: most tokens of an example, frame included.</param>
    /// <param name="limit">What becomes of longer examples, and a lower limit; null to refuse them.</param>
    public ExampleTokenizer(Tokenizer tokenizer, SequenceFrame frame, int maxLength, LengthLimit? limit = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 2);
        (_tokenizer, _frame, _limit) = (tokenizer, frame, limit ?? LengthLimit.OfContext());
        _maxLength = _limit.Most(maxLength);
    }

    /// <summary>Most tokens of a prompt that an answer is generated after; more are handled as examples that are too long.</summary>
    public int? PromptLength { get; init; }

    /// <exception cref="InputException">Every example that is too long or has no trained token, at once.</exception>
    public IReadOnlyList<TokenizedExample> Tokenize(IEnumerable<Example> examples) => _limit.Read(examples, Parts);

    /// <summary>The example, or the parts of a plain text that is too long where such are split up.</summary>
    /// <exception cref="InputException">As for <see cref="Tokenize(Example)"/>.</exception>
    public IReadOnlyList<TokenizedExample> Parts(Example example)
    {
        var (ids, targets) = Read(example);
        if (ids.Count <= _maxLength || _limit.Overlong.Action != OverlongAction.Split)
            return [Made(example, ids, targets)];
        _limit.Exceed(example, ids.Count, _maxLength);
        if (example.IsInTemplate || example.Segments.Any(s => !s.Train))
            throw LengthLimit.Unsplit(example);
        // Every part begins as a text does; the end stands where the text ends.
        var text = ids.Skip(_frame.Before.Count);
        var parts = text.Chunk(Math.Max(1, _maxLength - _frame.Before.Count)).Select(c => (List<int>)[.. _frame.Before, .. c]);
        return [.. parts.Where(p => p.Count > 1).Select(p => Made(example, p, [.. p.Select((_, i) => i >= _frame.Before.Count)]))];
    }

    /// <exception cref="InputException">
    /// It is longer than the limit and not to be cut or split, or no token of it is trained.
    /// </exception>
    public TokenizedExample Tokenize(Example example)
    {
        var (ids, targets) = Read(example);
        return Made(example, ids, targets);
    }

    private (List<int> Ids, List<bool> Targets) Read(Example example)
    {
        SegmentEncoding.RefuseNoise(example);
        var ids = new List<int>();
        var targets = new List<bool>();
        var frame = Frame(example);
        Add(frame.Before, false);
        foreach (var (train, run) in SegmentEncoding.Runs(_tokenizer, example.Segments))
            Add(run, train);
        Add(frame.After, example.Segments[^1].Train);
        return (ids, targets);

        void Add(IReadOnlyList<int> more, bool target)
        {
            ids.AddRange(more);
            targets.AddRange(Enumerable.Repeat(target, more.Count));
        }
    }

    private TokenizedExample Made(Example example, List<int> ids, List<bool> targets)
    {
        if (ids.Count > _maxLength)
            Cut(example, ids, targets);
        return new TokenizedExample(example.ItemId, example.Language, example.Task, [.. ids], [.. targets]);
    }

    /// <summary>
    /// The ids a generation starts from: what the frame has before, and the example's prompt, cut where it is longer than
    /// <see cref="PromptLength"/> and may be.
    /// </summary>
    /// <exception cref="InputException">It is too long, and that is refused.</exception>
    public int[] Prompt(Example example)
    {
        var (before, ids) = Beginning([.. example.Segments.TakeWhile(s => !s.Train)]);
        if (PromptLength is { } most)
            ids = _limit.Fit(example, ids, before.Count, most, "the prompt");
        return [.. before, .. ids];
    }

    /// <summary>The ids a generation starts from: what the frame has before, and the text.</summary>
    public int[] Prompt(string text) => Prompt([new Segment(text, Role.Text, Train: false)]);

    /// <inheritdoc cref="Prompt(string)"/>
    public int[] Prompt(IReadOnlyList<Segment> segments)
    {
        var (before, ids) = Beginning(segments);
        return [.. before, .. ids];
    }

    private (IReadOnlyList<int> Before, int[] Ids) Beginning(IReadOnlyList<Segment> segments) =>
        (segments.Any(s => s.MatchSpecialTokens) ? [] : _frame.Before, SegmentEncoding.Ids(_tokenizer, segments));

    /// <summary>What a likelihood is measured of: the trained text, without the end of an answer, and what stands before it.</summary>
    public (int[] Context, int[] Continuation) Scored(Example example)
    {
        var last = example.IsInTemplate
            ? example.Segments.ToList().FindLastIndex(s => s.Role == Role.Assistant)
            : example.Segments.Count - 1;
        var (before, context, continuation) = (Frame(example).Before, new List<int>(), new List<int>());
        foreach (var (train, run) in SegmentEncoding.Runs(_tokenizer, [.. example.Segments.Take(last + 1)]))
            (train || continuation.Count > 0 ? continuation : context).AddRange(run);
        return Fitted(example, [.. before], [.. context], [.. continuation], "the example");
    }

    /// <summary>Of what is too long the context is cut: an answer's likelihood is that of all its tokens.</summary>
    private (int[] Context, int[] Continuation) Fitted(Example example, int[] before, int[] context, int[] continuation, string which)
    {
        var kept = before.Length + continuation.Length;
        if (kept + context.Length > _maxLength)
        {
            if (kept > _maxLength || context.Length == 0)
                _limit.Exceed(example, kept + context.Length, _maxLength, which, canCut: false);
            context = _limit.Fit(example, context, kept, _maxLength, which);
        }

        int[] all = [.. before, .. context];
        // Nothing predicts the first token of all.
        return all.Length > 0 ? (all, continuation) : (continuation[..1], continuation[1..]);
    }

    /// <summary>
    /// The log-likelihood requests of a multiple-choice example, one an option, split into tokens as lm-evaluation-harness does: white
    /// space at the prompt's end belongs to the option, and both are tokenised as one text. A token that has letters of both is the
    /// option's.
    /// </summary>
    /// <param name="example">Its prompt may hold solved examples.</param>
    /// <param name="prompt">The example's own, or its unconditional one.</param>
    /// <exception cref="InputException">An option is longer than the context, or nothing stands before it: all at once.</exception>
    public IReadOnlyList<(int[] Context, int[] Continuation)> Ranked(Example example, string prompt) =>
        EachExample.Read(example.Choices, choice => Ranked(example, prompt, choice));

    private (int[] Context, int[] Continuation) Ranked(Example example, string prompt, string choice)
    {
        // The first token needs one before it: the frame's, or as in the harness the end token in its place.
        var before = _frame.Before.Count > 0 || prompt.Trim().Length > 0 ? _frame.Before : _frame.After;
        int[] context = [.. before, .. Ids(prompt.TrimEnd())];
        int[] whole = [.. before, .. Ids(prompt + choice)];
        var start = Math.Min(context.AsSpan().CommonPrefixLength(whole), whole.Length - 1);
        if (start == 0)
        {
            throw new InputException(
                $"nothing stands before the choice '{choice.Trim()}', and the tokenizer names neither a beginning nor an end token",
                example.Where(),
                "Give the prompt a text."
            );
        }

        var framed = Math.Min(before.Count, start);
        return Fitted(example, whole[..framed], whole[framed..start], whole[start..], $"the example with the choice '{choice.Trim()}'");
    }

    private int[] Ids(string text) => SegmentEncoding.Ids(_tokenizer, [new Segment(text, Role.Text, Train: false)]);

    private SequenceFrame Frame(Example example) => example.IsInTemplate ? SequenceFrame.None : _frame;

    /// <summary>The frame's beginning stays; its end goes with the end of an answer, which does not end there.</summary>
    private void Cut(Example example, List<int> ids, List<bool> targets)
    {
        _limit.Exceed(example, ids.Count, _maxLength);
        if (_limit.Overlong.Action == OverlongAction.Split)
            throw LengthLimit.Unsplit(example);
        var at = _limit.Overlong.Side == TextSide.Left ? Math.Min(Frame(example).Before.Count, _maxLength) : _maxLength;
        var excess = ids.Count - _maxLength;
        ids.RemoveRange(at, excess);
        targets.RemoveRange(at, excess);
        if (!targets.Skip(1).Any(t => t))
            _limit.NothingLeft();
    }
}
