using Clt.Formats.Framing;
using Clt.Formats.Tokenization;

namespace Clt.Engine.Data;

/// <summary>
/// Turns examples into what an encoder reads, in the tokenizer's own frame of special tokens, and what its head is to say.
/// </summary>
/// <param name="tokenizer">Splits a segment's text.</param>
/// <param name="maxLength">The context: most tokens of a sequence, frame included.</param>
/// <param name="limit">What becomes of longer examples, and a lower limit; null to refuse them.</param>
public sealed class EncoderTokenizer(HubTokenizer tokenizer, int maxLength, LengthLimit? limit = null)
{
    private static readonly EncodeOptions Continuing = new() { Continues = true };
    private readonly TextFrame _frame = TextFrame.Of(tokenizer);
    private readonly LengthLimit _limit = limit ?? LengthLimit.OfContext();

    private int Most => _limit.Most(maxLength);

    private int Framed => _frame.Before.Count + _frame.After.Count;

    /// <summary>
    /// The whole text of an example, without targets: masking makes them. Several where texts that are too long are split up.
    /// </summary>
    /// <exception cref="InputException">It is longer than the limit, and that is refused.</exception>
    public IReadOnlyList<EncoderExample> Texts(Example example)
    {
        var ids = Ids(string.Concat(example.Segments.Select(s => s.Text)));
        return [.. Pieces(example, ids.Length).Select(piece => Unlabelled(example, ids[piece]))];
    }

    /// <summary>As <see cref="Texts"/>, with the word of each token, by the tokenizer's own division: for masking whole words.</summary>
    public IReadOnlyList<EncoderExample> WordedTexts(Example example)
    {
        var text = tokenizer.Encode(string.Concat(example.Segments.Select(s => s.Text)));
        int[] ids = [.. text.Ids];
        int?[] words = [.. text.WordIds];
        return
        [
            .. Pieces(example, ids.Length)
                .Select(piece =>
                    Unlabelled(example, ids[piece]) with
                    {
                        Words = [.. _frame.Before.Select(_ => (int?)null), .. words[piece], .. _frame.After.Select(_ => (int?)null)],
                    }
                ),
        ];
    }

    private EncoderExample Unlabelled(Example example, int[] ids) =>
        new(example.ItemId, example.Language, example.Task, _frame.Around(ids), []);

    /// <summary>What is read of so many tokens: all, what a cut leaves, or piece by piece.</summary>
    private List<Range> Pieces(Example example, int count)
    {
        var room = Math.Max(1, Most - Framed);
        if (count <= room)
            return [0..count];
        _limit.Exceed(example, count + Framed, Most);
        if (_limit.Overlong.Action == OverlongAction.Split)
            return [.. Enumerable.Range(0, (count + room - 1) / room).Select(i => (i * room)..Math.Min(count, (i + 1) * room))];
        return [_limit.Overlong.Side == TextSide.Left ? (count - room)..count : ..room];
    }

    /// <summary>The text before an example's label; two segments are a pair of texts.</summary>
    /// <exception cref="InputException">
    /// There are more segments, there is no text, or it is longer than the limit and that is refused. Of a pair the longer text is cut.
    /// </exception>
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
            return Made(example, _frame.Around(_limit.Fit(example, single, Framed, Most)), []);
        Shorten(example, texts);
        var (first, second) = (_frame.Before.Count + texts[0].Length, texts[1].Length + _frame.After.Count);
        int[] ids = [.. _frame.Before, .. texts[0], .. _frame.Between, .. texts[1], .. _frame.After];
        int[] types = [.. Enumerable.Repeat(0, first), .. _frame.BetweenTypes, .. Enumerable.Repeat(_frame.SecondType, second)];
        return Made(example, ids, []) with { TokenTypes = types, Pair = (_frame.Around(texts[0]), _frame.Around(texts[1])) };
    }

    /// <summary>Cuts tokens of the longer text of a pair, until both fit (longest first).</summary>
    private void Shorten(Example example, List<int[]> texts)
    {
        var room = Math.Max(0, Most - Framed - _frame.Between.Count);
        var (first, second) = (texts[0].Length, texts[1].Length);
        if (first + second <= room)
            return;
        _limit.Exceed(example, first + second + Framed + _frame.Between.Count, Most);
        if (_limit.Overlong.Action == OverlongAction.Split)
            throw LengthLimit.Unsplit(example);
        while (first + second > room)
            _ = first > second ? first-- : second--;
        int[] Kept(int[] ids, int count) => _limit.Overlong.Side == TextSide.Left ? ids[(ids.Length - count)..] : ids[..count];
        (texts[0], texts[1]) = (Kept(texts[0], first), Kept(texts[1], second));
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
            Pair = prompt.Pair,
            Soft = SoftTargets.Of(example, labels, 1),
        };
    }

    /// <summary>The words of an example, and the place of each word's first token.</summary>
    /// <exception cref="InputException">They are longer than the limit, or a word has no token.</exception>
    public (EncoderExample Sequence, int[] Places) Words(Example example)
    {
        var (sequence, places, _) = Spelt(example, canCut: false);
        return (sequence, places);
    }

    /// <summary>The words of an example; the first token of each has its tag as target. Words are cut with their tags.</summary>
    /// <exception cref="InputException">As for <see cref="Words"/>, or there is no such tag, or not one a word.</exception>
    public EncoderExample Tagged(Example example, IReadOnlyList<string> labels)
    {
        var tags = LabelIds.Of(example, labels, words: true);
        var (sequence, places, kept) = Spelt(example);
        var soft = SoftTargets.Of(example, labels, tags.Length);
        return Made(example, sequence.Ids, At(places, tags[kept], sequence.Ids.Length)) with
        {
            Soft = soft is null ? null : [.. soft.Take(kept)],
        };
    }

    /// <summary>The words of an example; the first token of each has its head and relation as targets.</summary>
    /// <param name="example">Made by <see cref="Example.Parsed"/>.</param>
    /// <param name="relations">All relations.</param>
    /// <exception cref="InputException">As for <see cref="Words"/>, or there is no such relation. No word of a tree is cut.</exception>
    public EncoderExample Parsed(Example example, IReadOnlyList<string> relations)
    {
        var (arcs, ids) = (example.Arcs, LabelIds.OfRelations(example, relations));
        var (sequence, places) = Words(example);
        return Made(example, sequence.Ids, At(places, [.. arcs.Select(a => (long)a.Head)], sequence.Ids.Length)) with
        {
            Relations = At(places, ids, sequence.Ids.Length),
        };
    }

    /// <summary>
    /// The words of an example; the first token of each has its tag as target, and the sequence its label. Words are cut with their tags.
    /// </summary>
    /// <param name="example">Made by <see cref="Example.Joint"/>.</param>
    /// <param name="labels">All labels.</param>
    /// <param name="tags">All tags.</param>
    /// <exception cref="InputException">As for <see cref="Words"/>, or there is no such label or tag.</exception>
    public EncoderExample Joint(Example example, IReadOnlyList<string> labels, IReadOnlyList<string> tags)
    {
        var (label, ids) = LabelIds.OfJoint(example, labels, tags);
        var (sequence, places, kept) = Spelt(example);
        return Made(example, sequence.Ids, At(places, ids[kept], sequence.Ids.Length)) with { Label = label };
    }

    /// <summary>Words that fit, the place of each one's first token, and which of all they are.</summary>
    private (EncoderExample Sequence, int[] Places, Range Kept) Spelt(Example example, bool canCut = true)
    {
        var tokens = new List<int[]>();
        foreach (var word in example.Words)
        {
            var ids = Ids(word, continues: tokens.Count > 0 && word.Length > 0 && !char.IsWhiteSpace(word[0]));
            var unknown = ids.Length > 0 ? 0 : tokenizer.UnknownId ?? throw Wordless(example, word);
            tokens.Add(ids.Length > 0 ? ids : [unknown]);
        }

        var kept = Kept(example, [.. tokens.Select(t => t.Length)], canCut);
        var (start, count) = kept.GetOffsetAndLength(tokens.Count);
        var (all, places) = (new List<int>(), new List<int>());
        foreach (var ids in tokens.Skip(start).Take(count))
        {
            places.Add(_frame.Before.Count + all.Count);
            all.AddRange(ids);
        }

        return (Made(example, _frame.Around(all), []), [.. places], kept);
    }

    private static InputException Wordless(Example example, string word) =>
        new($"the word '{word}' has no token", example.Where(), "Leave it out, with its tag.");

    /// <summary>The words that are read: all, or as many as fit from the side that is kept.</summary>
    private Range Kept(Example example, IReadOnlyList<int> lengths, bool canCut)
    {
        var (room, count) = (Most - Framed, lengths.Sum());
        if (count <= room)
            return ..lengths.Count;
        _limit.Exceed(example, count + Framed, Most, canCut: canCut);
        if (_limit.Overlong.Action == OverlongAction.Split)
            throw LengthLimit.Unsplit(example);
        var left = _limit.Overlong.Side == TextSide.Left;
        var words = 0;
        foreach (var length in left ? lengths.Reverse() : lengths)
        {
            if ((room -= length) < 0)
                break;
            words++;
        }

        if (words == 0)
            _limit.NothingLeft();
        return left ? (lengths.Count - words)..lengths.Count : ..words;
    }

    private static long[] At(int[] places, long[] values, int length)
    {
        var targets = Enumerable.Repeat((long)PackedBatch.Ignored, length).ToArray();
        foreach (var (place, value) in places.Zip(values))
            targets[place] = value;
        return targets;
    }

    /// <summary>A text and its translation, each in its frame.</summary>
    /// <exception cref="InputException">One is longer than the limit, and that is refused.</exception>
    public ParallelExample Pair(Example example)
    {
        var (source, target) = (Alone(example, example.Prompt), Alone(example, example.Completion));
        return new ParallelExample(example.ItemId, example.Language, example.Task, source, target);
    }

    private int[] Alone(Example example, string text) => _frame.Around(_limit.Fit(example, Ids(text), Framed, Most));

    /// <param name="text">A text, or a word of one.</param>
    /// <param name="continues">Nothing stands between it and what was before, so that the tokenizer puts no space there.</param>
    private int[] Ids(string text, bool continues = false) => [.. tokenizer.EncodeIds(text, continues ? Continuing : null)];

    private static EncoderExample Made(Example example, int[] ids, long[] targets) =>
        new(example.ItemId, example.Language, example.Task, ids, targets);
}
