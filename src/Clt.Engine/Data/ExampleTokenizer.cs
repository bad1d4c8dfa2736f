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
    private readonly bool _truncate;

    /// <param name="tokenizer">Splits a segment's text.</param>
    /// <param name="frame">What stands around a sequence.</param>
    /// <param name="maxLength">The context: most tokens of an example, frame included.</param>
    /// <param name="truncate">Cut longer examples at their end (counted in <see cref="Truncated"/>) instead of refusing them.</param>
    public ExampleTokenizer(Tokenizer tokenizer, SequenceFrame frame, int maxLength, bool truncate = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 2);
        (_tokenizer, _frame, _maxLength, _truncate) = (tokenizer, frame, maxLength, truncate);
    }

    /// <summary>How many examples were cut so far.</summary>
    public int Truncated { get; private set; }

    /// <exception cref="InputException">Every example that is too long or has no trained token, at once.</exception>
    public IReadOnlyList<TokenizedExample> Tokenize(IEnumerable<Example> examples) => EachExample.Read(examples, Tokenize);

    /// <exception cref="InputException">It is longer than the context, or no token of it is trained.</exception>
    public TokenizedExample Tokenize(Example example)
    {
        var ids = new List<int>();
        var targets = new List<bool>();
        var frame = Frame(example);
        Add(frame.Before, false);
        foreach (var (train, run) in SegmentEncoding.Runs(_tokenizer, example.Segments))
            Add(run, train);
        Add(frame.After, example.Segments[^1].Train);
        if (ids.Count > _maxLength)
            Cut(example, ids, targets);
        return new TokenizedExample(example.ItemId, example.Language, example.Task, [.. ids], [.. targets]);

        void Add(IReadOnlyList<int> more, bool target)
        {
            ids.AddRange(more);
            targets.AddRange(Enumerable.Repeat(target, more.Count));
        }
    }

    /// <summary>The ids a generation starts from: what the frame has before, and the example's prompt.</summary>
    public int[] Prompt(Example example) => Prompt([.. example.Segments.TakeWhile(s => !s.Train)]);

    /// <inheritdoc cref="Prompt(Example)"/>
    public int[] Prompt(string text) => Prompt([new Segment(text, Role.Text, Train: false)]);

    /// <inheritdoc cref="Prompt(Example)"/>
    public int[] Prompt(IReadOnlyList<Segment> segments)
    {
        IReadOnlyList<int> before = segments.Any(s => s.MatchSpecialTokens) ? [] : _frame.Before;
        return [.. before, .. SegmentEncoding.Ids(_tokenizer, segments)];
    }

    /// <summary>What a likelihood is measured of: the trained text, without the end of an answer, and what stands before it.</summary>
    public (int[] Context, int[] Continuation) Scored(Example example)
    {
        var last = example.IsInTemplate
            ? example.Segments.ToList().FindLastIndex(s => s.Role == Role.Assistant)
            : example.Segments.Count - 1;
        var (context, continuation) = (Frame(example).Before.ToList(), new List<int>());
        foreach (var (train, run) in SegmentEncoding.Runs(_tokenizer, [.. example.Segments.Take(last + 1)]))
            (train || continuation.Count > 0 ? continuation : context).AddRange(run);
        // Nothing predicts the first token of all.
        if (context.Count == 0)
            (context, continuation) = (continuation[..1], continuation[1..]);
        if (context.Count + continuation.Count > _maxLength)
            throw TooLong(example, context.Count + continuation.Count);
        return ([.. context], [.. continuation]);
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

        if (whole.Length > _maxLength)
            throw TooLong(example, whole.Length, $"the example with the choice '{choice.Trim()}'");
        return (whole[..start], whole[start..]);
    }

    private int[] Ids(string text) => SegmentEncoding.Ids(_tokenizer, [new Segment(text, Role.Text, Train: false)]);

    private SequenceFrame Frame(Example example) => example.IsInTemplate ? SequenceFrame.None : _frame;

    private void Cut(Example example, List<int> ids, List<bool> targets)
    {
        if (!_truncate)
            throw TooLong(example, ids.Count);
        Truncated++;
        ids.RemoveRange(_maxLength, ids.Count - _maxLength);
        targets.RemoveRange(_maxLength, targets.Count - _maxLength);
    }

    private InputException TooLong(Example example, int count, string which = "the example") =>
        new(
            $"{which} has {count} tokens but the context is {_maxLength}",
            example.Where(),
            "Raise the maximum length, leave the item out, or ask for truncation."
        );
}
