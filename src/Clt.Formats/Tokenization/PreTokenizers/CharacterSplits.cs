using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>The pre-tokenizers that split at single code points of a kind.</summary>
internal static class CharacterSplits
{
    public static IPreTokenizer WhitespaceSplit { get; } = At(Rune.IsWhiteSpace, SplitBehavior.Removed);

    /// <summary>BertPreTokenizer: white space goes, punctuation stands alone.</summary>
    public static IPreTokenizer Bert { get; } = new SequencePreTokenizer([WhitespaceSplit, At(IsPunctuation, SplitBehavior.Isolated)]);

    public static IPreTokenizer Punctuation(SplitBehavior behavior) => At(IsPunctuation, behavior);

    public static IPreTokenizer Digits(bool individual) =>
        At(Rune.IsNumber, individual ? SplitBehavior.Isolated : SplitBehavior.Contiguous);

    /// <summary>ASCII punctuation in the wide sense ($, + and so on), or of a category P.</summary>
    private static bool IsPunctuation(Rune rune) =>
        rune.IsAscii
            ? rune.Value is >= '!' and <= '/' or >= ':' and <= '@' or >= '[' and <= '`' or >= '{' and <= '~'
            : UnicodeEight.IsPunctuation(rune);

    private static IPreTokenizer At(Func<Rune, bool> matches, SplitBehavior behavior) =>
        new SplitPreTokenizer(new CharacterPattern(matches), behavior, invert: false);
}
