using System.Text;
using System.Text.RegularExpressions;
using Clt.Formats.Tokenization.Text.Patterns;

namespace Clt.Formats.Tokenization.Text;

/// <summary>A regular expression of a tokenizer.json over code points, as Oniguruma means it.</summary>
/// <remarks>Text is rewritten with a letter for each class of code points that the pattern tells apart, and that is matched.</remarks>
internal sealed class CodePointRegex : IPattern
{
    private readonly char[] _letters;
    private readonly Regex _regex;

    /// <exception cref="PatternFault">The pattern is wrong, or has a construct that is not translated.</exception>
    public CodePointRegex(string pattern)
    {
        var parts = PatternParser.Parse(pattern);
        var alphabet = new Alphabet(parts.Select(p => p.Set).OfType<CodePointSet>());
        var translated = string.Concat(parts.Select(p => p.Set is { } set ? alphabet.Expression(set) : p.Syntax));
        _letters = alphabet.Letters();
        try
        {
            _regex = new Regex(translated, RegexOptions.CultureInvariant);
        }
        catch (RegexParseException e)
        {
            throw new PatternFault($"the pattern {pattern} is not understood: {e.Error}");
        }
    }

    public List<(int Start, int Length)> Matches(ReadOnlySpan<char> text)
    {
        var (letters, starts) = Rewrite(text);
        var matches = new List<(int, int)>();
        foreach (var match in _regex.EnumerateMatches(letters))
        {
            if (match.Length == 0)
                continue;
            var (start, end) = (match.Index, match.Index + match.Length);
            matches.Add(starts is null ? (start, match.Length) : (starts[start], starts[end] - starts[start]));
        }

        return matches;
    }

    /// <summary>The text's letters; where they start in it, or null where each is one unit.</summary>
    private (string Letters, List<int>? Starts) Rewrite(ReadOnlySpan<char> text)
    {
        var letters = new StringBuilder(text.Length);
        var starts = text.IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? null : new List<int>(text.Length + 1);
        for (var at = 0; at < text.Length; )
        {
            var rune = CodePoints.At(text, at);
            starts?.Add(at);
            letters.Append(_letters[rune.Value]);
            at += rune.Utf16SequenceLength;
        }

        starts?.Add(text.Length);
        return (letters.ToString(), starts);
    }
}
