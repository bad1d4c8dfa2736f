using Clt.Formats.Framing;
using Clt.Formats.Tokenization;

namespace Clt.Engine.Data;

/// <summary>
/// Turns examples into what an encoder reads, in the tokenizer's own frame of special tokens, and what its head is to say.
/// </summary>
/// <param name="tokenizer">Splits a segment's text.</param>
/// <param name="maxLength">The context: most tokens of a sequence, frame included.</param>
public sealed class EncoderTokenizer(HubTokenizer tokenizer, int maxLength)
{
    private static readonly EncodeOptions Continuing = new() { Continues = true };
    private readonly TextFrame _frame = TextFrame.Of(tokenizer);

    /// <summary>The whole text of an example, cut at the context, without targets: masking makes them.</summary>
    public EncoderExample Text(Example example)
    {
        var ids = Ids(string.Concat(example.Segments.Select(s => s.Text)));
        var room = Math.Max(0, maxLength - _frame.Around([]).Length);
        return new EncoderExample(example.ItemId, example.Language, example.Task, _frame.Around(ids[..Math.Min(ids.Length, room)]), []);
    }

    /// <summary>As <see cref="Text"/>, with the word of each token, by the tokenizer's own division: for masking whole words.</summary>
    public EncoderExample WordedText(Example example)
    {
        var text = tokenizer.Encode(string.Concat(example.Segments.Select(s => s.Text)));
        var room = Math.Min(text.Ids.Count, Math.Max(0, maxLength - _frame.Around([]).Length));
        return new EncoderExample(example.ItemId, example.Language, example.Task, _frame.Around(text.Ids[..room]), [])
        {
            Words = [.. _frame.Before.Select(_ => (int?)null), .. text.WordIds[..room], .. _frame.After.Select(_ => (int?)null)],
        };
    }

    /// <summary>The text before an example's label; two segments are a pair of texts.</summary>
    /// <exception cref="InputException">There are more segments, there is no text, or it is longer than the context.</exception>
    public EncoderExample Prompt(Example example)
    {
        SegmentEncoding.RefuseTemplate(example);
        var texts = example.Segments.TakeWhile(s => !s.Train).Where(s => s.Text.Length > 0).Select(s => Ids(s.Text)).ToList();
        if (texts.Count is not (1 or 2))
            throw new InputException(
                $"there are {texts.Count} texts before the label",
                example.Where(),
                "Give one text, or a pair of them, each a segment."
            );
        if (texts is [var single])
            return Made(example, _frame.Around(single), []);
        var (first, second) = (_frame.Before.Count + texts[0].Length, texts[1].Length + _frame.After.Count);
        int[] ids = [.. _frame.Before, .. texts[0], .. _frame.Between, .. texts[1], .. _frame.After];
        int[] types = [.. Enumerable.Repeat(0, first), .. _frame.BetweenTypes, .. Enumerable.Repeat(_frame.SecondType, second)];
        return Made(example, ids, []) with { TokenTypes = types };
    }

    /// <summary>The text before an example's label, with the label as its target, or its distribution.</summary>
    /// <param name="example">Its trained text is the label.</param>
    /// <param name="labels">All labels.</param>
    /// <exception cref="InputException">As for <see cref="Prompt"/>, or there is no such label.</exception>
    public EncoderExample Labelled(Example example, IReadOnlyList<string> labels)
    {
        var prompt = Prompt(example);
        return Made(example, prompt.Ids, [LabelIds.Of(example, labels)[0]]) with
        {
            TokenTypes = prompt.TokenTypes,
            Soft = SoftTargets.Of(example, labels, 1),
        };
    }

    /// <summary>The words of an example, and the place of each word's first token.</summary>
    /// <exception cref="InputException">They are longer than the context, or a word has no token.</exception>
    public (EncoderExample Sequence, int[] Places) Words(Example example)
    {
        var (ids, places) = (new List<int>(), new List<int>());
        foreach (var word in example.Words)
        {
            places.Add(_frame.Before.Count + ids.Count);
            var tokens = Ids(word, continues: places.Count > 1 && word.Length > 0 && !char.IsWhiteSpace(word[0]));
            if (tokens.Length > 0)
                ids.AddRange(tokens);
            else
                ids.Add(
                    tokenizer.UnknownId
                        ?? throw new InputException($"the word '{word}' has no token", example.Where(), "Leave it out, with its tag.")
                );
        }

        return (Made(example, _frame.Around(ids), []), [.. places]);
    }

    /// <summary>The words of an example; the first token of each has its tag as target.</summary>
    /// <exception cref="InputException">As for <see cref="Words"/>, or there is no such tag, or not one a word.</exception>
    public EncoderExample Tagged(Example example, IReadOnlyList<string> labels)
    {
        var tags = LabelIds.Of(example, labels, words: true);
        var (sequence, places) = Words(example);
        return Made(example, sequence.Ids, At(places, tags, sequence.Ids.Length)) with
        {
            Soft = SoftTargets.Of(example, labels, tags.Length),
        };
    }

    /// <summary>The words of an example; the first token of each has its head and relation as targets.</summary>
    /// <param name="example">Made by <see cref="Example.Parsed"/>.</param>
    /// <param name="relations">All relations.</param>
    /// <exception cref="InputException">As for <see cref="Words"/>, or there is no such relation.</exception>
    public EncoderExample Parsed(Example example, IReadOnlyList<string> relations)
    {
        var (arcs, ids) = (example.Arcs, LabelIds.OfRelations(example, relations));
        var (sequence, places) = Words(example);
        return Made(example, sequence.Ids, At(places, [.. arcs.Select(a => (long)a.Head)], sequence.Ids.Length)) with
        {
            Relations = At(places, ids, sequence.Ids.Length),
        };
    }

    /// <summary>The words of an example; the first token of each has its tag as target, and the sequence its label.</summary>
    /// <param name="example">Made by <see cref="Example.Joint"/>.</param>
    /// <param name="labels">All labels.</param>
    /// <param name="tags">All tags.</param>
    /// <exception cref="InputException">As for <see cref="Words"/>, or there is no such label or tag.</exception>
    public EncoderExample Joint(Example example, IReadOnlyList<string> labels, IReadOnlyList<string> tags)
    {
        var (label, ids) = LabelIds.OfJoint(example, labels, tags);
        var (sequence, places) = Words(example);
        return Made(example, sequence.Ids, At(places, ids, sequence.Ids.Length)) with { Label = label };
    }

    private static long[] At(int[] places, long[] values, int length)
    {
        var targets = Enumerable.Repeat((long)PackedBatch.Ignored, length).ToArray();
        foreach (var (place, value) in places.Zip(values))
            targets[place] = value;
        return targets;
    }

    /// <summary>A text and its translation, each in its frame.</summary>
    /// <exception cref="InputException">One is longer than the context.</exception>
    public ParallelExample Pair(Example example)
    {
        var (source, target) = (Framed(example, example.Prompt), Framed(example, example.Completion));
        return new ParallelExample(example.ItemId, example.Language, example.Task, source, target);
    }

    private int[] Framed(Example example, string text) => Made(example, _frame.Around(Ids(text)), []).Ids;

    /// <param name="text">A text, or a word of one.</param>
    /// <param name="continues">Nothing stands between it and what was before, so that the tokenizer puts no space there.</param>
    private int[] Ids(string text, bool continues = false) => [.. tokenizer.EncodeIds(text, continues ? Continuing : null)];

    private EncoderExample Made(Example example, int[] ids, long[] targets) =>
        ids.Length <= maxLength
            ? new EncoderExample(example.ItemId, example.Language, example.Task, ids, targets)
            : throw new InputException(
                $"the example has {ids.Length} tokens but the context is {maxLength}",
                example.Where(),
                "Shorten it, leave it out, or use a model with a longer context."
            );
}
