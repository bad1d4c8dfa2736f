using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Answers;

/// <summary>Finds the answer to a mathematics question in a model's output (GSM8K and MGSM conventions), as an exact number.</summary>
/// <remarks>
/// What a number is, and how languages write it: <see cref="NumberReader"/> as the papers' rules have it, <see cref="WrittenNumberReader"/>
/// as languages do.
/// </remarks>
public static class MathAnswer
{
    private const string Hash = "####";
    private const string Box = "\\boxed{";

    /// <summary>The answer by a rule, or null where the output has none.</summary>
    public static Rational? Extract(string output, Language language, AnswerRule rule = AnswerRule.Combined) =>
        Extract(output, language, rule, new NumberReader(language));

    /// <summary>The same, with numbers read by a rule of one's own.</summary>
    public static Rational? Extract(string output, Language language, AnswerRule rule, INumberReader reader)
    {
        var text = reader.Normalise(output);
        return rule switch
        {
            AnswerRule.LastNumber => reader.Last(text),
            AnswerRule.Prefix => After(reader, text, AnswerPrefixes.EndOfLast(text, language)),
            AnswerRule.Hash => After(
                reader,
                text,
                text.LastIndexOf(Hash, StringComparison.Ordinal) is >= 0 and var at ? at + Hash.Length : -1
            ),
            AnswerRule.Boxed => LastBox(text) is { } box ? reader.Last(box, anyHanRun: true) : null,
            AnswerRule.Combined => Extract(output, language, AnswerRule.Boxed, reader)
                ?? Extract(output, language, AnswerRule.Hash, reader)
                ?? Extract(output, language, AnswerRule.Prefix, reader)
                ?? Extract(output, language, AnswerRule.LastNumber, reader),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "There is no such rule."),
        };
    }

    private static Rational? After(INumberReader reader, string text, int at)
    {
        if (at < 0)
            return null;
        while (at < text.Length && IsSkipped(text[at]))
            at++;
        return reader.StartingAt(text, at);
    }

    private static bool IsSkipped(char c) =>
        char.IsWhiteSpace(c)
        || c is ':' or '=' or '*' or '：' or '"' or '\'' or '`'
        || char.GetUnicodeCategory(c)
            is System.Globalization.UnicodeCategory.CurrencySymbol
                or System.Globalization.UnicodeCategory.OpenPunctuation
                or System.Globalization.UnicodeCategory.InitialQuotePunctuation
                or System.Globalization.UnicodeCategory.FinalQuotePunctuation;

    /// <summary>What stands in the last \boxed{} whose brace is closed, or null.</summary>
    private static string? LastBox(string text)
    {
        for (
            var at = text.LastIndexOf(Box, StringComparison.Ordinal);
            at >= 0;
            at = at == 0 ? -1 : text.LastIndexOf(Box, at - 1, StringComparison.Ordinal)
        )
        {
            var depth = 1;
            for (var i = at + Box.Length; i < text.Length; i++)
            {
                if (text[i] == '{')
                    depth++;
                else if (text[i] == '}' && --depth == 0)
                    return text[(at + Box.Length)..i];
            }
        }

        return null;
    }
}
