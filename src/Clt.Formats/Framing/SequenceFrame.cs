using Clt.Formats.Tokenization;

namespace Clt.Formats.Framing;

/// <summary>The special tokens around a sequence that a decoder is trained on or continues.</summary>
/// <param name="Before">Ids before every sequence; none where the model was trained without.</param>
/// <param name="After">Ids after a trained answer, which end a generated one too; none where there is none.</param>
public sealed record SequenceFrame(IReadOnlyList<int> Before, IReadOnlyList<int> After)
{
    public static SequenceFrame None { get; } = new([], []);

    /// <summary>What the tokenizer puts around a text; where it puts nothing after it, its end token ends an answer.</summary>
    /// <remarks>A model's config.json has no say: it names tokens that the model may never have seen there.</remarks>
    public static SequenceFrame Of(HubTokenizer tokenizer) =>
        new(
            tokenizer.Frame.Before,
            tokenizer.Frame.After.Count > 0 ? tokenizer.Frame.After
                : tokenizer.EndId is { } end ? [end]
                : []
        );
}
