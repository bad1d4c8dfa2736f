using Microsoft.ML.Tokenizers;

namespace Clt.Engine.Data;

/// <summary>Turns examples into token ids and target flags, segment by segment, so that the mask never depends on searching strings.</summary>
/// <remarks>
/// The sequence is: the beginning token if there is one, each segment's tokens, and after the last segment the end token.
/// The end token is a target when the last segment is one: a model learns to stop where its answer ends.
/// </remarks>
public sealed class ExampleTokenizer
{
    private readonly Tokenizer _tokenizer;
    private readonly SpecialTokens _special;
    private readonly int _maxLength;
    private readonly bool _truncate;

    /// <param name="tokenizer">Splits a segment's text.</param>
    /// <param name="special">Frame of a sequence.</param>
    /// <param name="maxLength">The context: most tokens of an example, frame included.</param>
    /// <param name="truncate">Cut longer examples at their end (counted in <see cref="Truncated"/>) instead of refusing them.</param>
    public ExampleTokenizer(Tokenizer tokenizer, SpecialTokens special, int maxLength, bool truncate = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 2);
        (_tokenizer, _special, _maxLength, _truncate) = (tokenizer, special, maxLength, truncate);
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
        if (_special.Bos is { } bos) Add(bos, false);
        foreach (var segment in example.Segments)
        {
            if (segment.Text.Length == 0) continue;
            foreach (var id in _tokenizer.EncodeToIds(segment.Text)) Add(id, segment.Train);
        }

        if (_special.Eos.Count > 0) Add(_special.Eos[0], example.Segments[^1].Train);
        if (ids.Count > _maxLength) Cut(example, ids, targets);
        return new TokenizedExample(example.ItemId, example.Language, example.Task, [.. ids], [.. targets]);

        void Add(int id, bool target)
        {
            ids.Add(id);
            targets.Add(target);
        }
    }

    /// <summary>The ids a generation starts from: the beginning token and the example's prompt.</summary>
    public int[] Prompt(Example example) => Prompt(example.Prompt);

    /// <inheritdoc cref="Prompt(Example)"/>
    public int[] Prompt(string text)
    {
        var ids = new List<int>();
        if (_special.Bos is { } bos) ids.Add(bos);
        if (text.Length > 0) ids.AddRange(_tokenizer.EncodeToIds(text));
        return [.. ids];
    }

    private void Cut(Example example, List<int> ids, List<bool> targets)
    {
        if (!_truncate)
        {
            throw new InputException(
                $"the example has {ids.Count} tokens but the context is {_maxLength}",
                $"task {example.Task}, item {example.ItemId} ({example.Language.Code})",
                "Raise the maximum length, leave the item out, or ask for truncation.");
        }

        Truncated++;
        ids.RemoveRange(_maxLength, ids.Count - _maxLength);
        targets.RemoveRange(_maxLength, targets.Count - _maxLength);
    }
}
