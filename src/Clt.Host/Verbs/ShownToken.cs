using Clt.Formats.Tokenization;

namespace Clt.Host.Verbs;

/// <summary>A token that <c>clt tokenize</c> shows.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Piece">Its piece, in the vocabulary's own writing.</param>
/// <param name="Text">The part of the text that it stands for; empty for what frames the text.</param>
/// <param name="Start">Where that starts, in UTF-16 units; null for what frames the text.</param>
/// <param name="End">Where that ends.</param>
/// <param name="Special">Whether it is a special token.</param>
/// <param name="Unknown">Whether it stands for text that the vocabulary lacks.</param>
/// <param name="Frames">Whether the tokenizer put it around the text.</param>
internal sealed record ShownToken(int Id, string Piece, string Text, int? Start, int? End, bool Special, bool Unknown, bool Frames)
{
    /// <summary>In a word, what is particular about it.</summary>
    public string Kind =>
        Frames ? "frame"
        : Unknown ? "unknown"
        : Special ? "special"
        : "";

    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="encoded">A text's tokens.</param>
    /// <param name="text">The text.</param>
    /// <param name="offset">Where the text starts in the whole.</param>
    public static IEnumerable<ShownToken> Of(HubTokenizer tokenizer, TokenizedText encoded, string text, int offset)
    {
        for (var i = 0; i < encoded.Ids.Count; i++)
        {
            var (id, (start, end), frames) = (encoded.Ids[i], encoded.Offsets[i], encoded.SpecialTokensMask[i] == 1);
            var (special, unknown) = (tokenizer.IsSpecial(id), id == tokenizer.UnknownId);
            yield return frames
                ? new ShownToken(id, encoded.Tokens[i], "", null, null, special, unknown, Frames: true)
                : new ShownToken(id, encoded.Tokens[i], text[start..end], offset + start, offset + end, special, unknown, Frames: false);
        }
    }
}
