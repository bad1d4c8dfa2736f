using Clt.Formats.Tokenization;

namespace Clt.Formats.Framing;

/// <summary>
/// The special tokens that a tokenizer puts around a text, and around and between the two of a pair. Where its configuration asks for
/// beginning and end tokens and it has no template, as those that studies train, one end token stands between the texts of a pair.
/// </summary>
/// <param name="Before">Before the first text.</param>
/// <param name="Between">Between the texts of a pair.</param>
/// <param name="After">After the last text.</param>
/// <param name="BetweenTypes">Token types of <paramref name="Between"/>; what stands before has 0.</param>
/// <param name="SecondType">Token type of a pair's second text and what follows it.</param>
public sealed record TextFrame(
    IReadOnlyList<int> Before,
    IReadOnlyList<int> Between,
    IReadOnlyList<int> After,
    IReadOnlyList<int> BetweenTypes,
    int SecondType
)
{
    private const string Probe = "a";

    /// <summary>The tokenizer's own.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="begins">Whether a tokenizer without a template begins texts with its beginning token, where it is to have one.</param>
    public static TextFrame Of(HubTokenizer tokenizer, bool begins = true)
    {
        var frame = tokenizer.Frame;
        if (!frame.IsTemplate)
            return new TextFrame(begins ? frame.Before : [], frame.After, frame.After, [.. frame.After.Select(_ => 0)], 0);
        var pair = tokenizer.EncodePair(Probe, Probe, new EncodeOptions { AddSpecialTokens = true });
        var first = pair.SequenceIds.IndexOf(0);
        var (end, second, last) = (pair.SequenceIds.LastIndexOf(0), pair.SequenceIds.IndexOf(1), pair.SequenceIds.LastIndexOf(1));
        return new TextFrame(
            pair.Ids[..first],
            pair.Ids[(end + 1)..second],
            pair.Ids[(last + 1)..],
            pair.TypeIds[(end + 1)..second],
            pair.TypeIds[second]
        );
    }

    /// <summary>The frame with these ids in place of others.</summary>
    public TextFrame With(Func<int, int> replaced) =>
        this with
        {
            Before = [.. Before.Select(replaced)],
            Between = [.. Between.Select(replaced)],
            After = [.. After.Select(replaced)],
        };

    /// <summary>A text's ids in their frame.</summary>
    public int[] Around(IReadOnlyList<int> ids) => [.. Before, .. ids, .. After];
}
