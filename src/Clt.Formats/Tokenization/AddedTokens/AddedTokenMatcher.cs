using System.Globalization;
using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.AddedTokens;

/// <summary>Finds added tokens in text: the leftmost, the longest among those, with their flags heeded.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly CharTrie _trie = new();
    private readonly List<AddedToken> _tokens = [];

    public bool IsEmpty => _trie.IsEmpty;

    public void Add(AddedToken token, string content)
    {
        _trie.Add(content, _tokens.Count);
        _tokens.Add(token);
    }

    /// <summary>Adds to <paramref name="matches"/> each match as the range it takes, white space that it strips included.</summary>
    /// <param name="aligned">The text.</param>
    /// <param name="matching">Whether special tokens are found, and where not.</param>
    /// <param name="matches">Is added to.</param>
    public void Find(AlignedText aligned, SpecialMatching matching, List<(AddedToken Token, int Start, int End)> matches)
    {
        var text = aligned.Span;
        var free = 0;
        for (var at = 0; at < text.Length; )
        {
            var (value, length) = _trie.Longest(text, at);
            if (value < 0)
            {
                at++;
                continue;
            }

            var token = _tokens[value];
            var (start, end) = (at, at + length);
            if (token.Special && matching.Enabled && !matching.Allows(aligned.Original(start, end)))
            {
                // Another token may begin inside what others wrote and end behind it.
                at++;
                continue;
            }

            at = end;
            if (token.Special && !matching.Enabled)
                continue;
            if (token.SingleWord && (EndsWithWord(text[..start]) || StartsWithWord(text[end..])))
                continue;
            if (token.StripLeft)
            {
                while (start > free && char.IsWhiteSpace(text[start - 1]))
                    start--;
            }

            if (token.StripRight)
            {
                while (end < text.Length && char.IsWhiteSpace(text[end]))
                    end++;
            }

            matches.Add((token, Math.Max(start, free), end));
            free = end;
        }
    }

    private static bool StartsWithWord(ReadOnlySpan<char> text) => text.Length > 0 && IsWord(CodePoints.At(text, 0));

    private static bool EndsWithWord(ReadOnlySpan<char> text)
    {
        if (text.Length == 0)
            return false;
        var at = text.Length > 1 && char.IsLowSurrogate(text[^1]) ? text.Length - 2 : text.Length - 1;
        return IsWord(CodePoints.At(text, at));
    }

    /// <summary>\w of UTS 18: letters, marks, decimal and letter numbers, connectors, joiners.</summary>
    private static bool IsWord(Rune rune) =>
        rune.Value is 0x200C or 0x200D
        || Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter => true,
            UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => true,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => true,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation => true,
            _ => false,
        };
}
