using System.Text;
using System.Text.RegularExpressions;

namespace Clt.Engine.Tokenization.Text;

/// <summary>Rewrites what Oniguruma and Rust patterns mean otherwise than .NET: possessive quantifiers, and U+017F and U+212A without case.</summary>
internal static partial class RegexTranslation
{
    public static string ToDotNet(string pattern)
    {
        var output = new StringBuilder();
        var groups = new Stack<(int Start, bool IgnoreCase)>();
        var (atom, ignoreCase) = (0, false);
        for (var at = 0; at < pattern.Length;)
        {
            var c = pattern[at];
            if (c is '*' or '+' or '?' || (c == '{' && Repeat().IsMatch(pattern, at)))
            {
                at = Quantifier(pattern, at, atom, output);
                continue;
            }

            atom = output.Length;
            var end = c switch { '\\' => Escape(pattern, at), '[' => Class(pattern, at), '(' => Group(pattern, at), _ => at + 1 };
            if (c == '(')
            {
                groups.Push((output.Length, ignoreCase));
                ignoreCase |= pattern.AsSpan(at, end - at).Contains('i');
            }
            else if (c == ')' && groups.TryPop(out var group))
            {
                // A quantifier after ')' repeats the whole group.
                (atom, ignoreCase) = group;
            }

            var part = pattern[at..end];
            output.Append(ignoreCase ? Fold(part) : part);
            at = end;
        }

        return output.ToString();
    }

    /// <summary>The two letters that simple case folding gives a third form which .NET does not know, alone or in a class.</summary>
    private static string Fold(string part)
    {
        var isClass = part.Length > 2 && part[0] == '[';
        if (part.Length != 1 && !isClass) return part;
        var letters = Escaped().Replace(part, "");
        var more = (letters.AsSpan().ContainsAny("sS") ? "\u017F" : "") + (letters.AsSpan().ContainsAny("kK") ? "\u212A" : "");
        return more.Length == 0 ? part : isClass ? part[..^1] + more + "]" : $"[{part}{more}]";
    }

    private static int Quantifier(string pattern, int at, int atom, StringBuilder output)
    {
        var length = pattern[at] == '{' ? Repeat().Match(pattern, at).Length : 1;
        output.Append(pattern, at, length);
        at += length;
        if (at < pattern.Length && pattern[at] == '+')
        {
            output.Insert(atom, "(?>").Append(')');
            return at + 1;
        }

        if (at >= pattern.Length || pattern[at] != '?') return at;
        output.Append('?');
        return at + 1;
    }

    private static int Escape(string pattern, int at)
    {
        if (at + 2 >= pattern.Length || pattern[at + 1] is not ('p' or 'P') || pattern[at + 2] != '{') return Math.Min(at + 2, pattern.Length);
        var close = pattern.IndexOf('}', at);
        return close < 0 ? pattern.Length : close + 1;
    }

    private static int Class(string pattern, int at)
    {
        var end = at + 1;
        if (end < pattern.Length && pattern[end] == '^') end++;
        if (end < pattern.Length && pattern[end] == ']') end++;
        while (end < pattern.Length && pattern[end] != ']') end += pattern[end] == '\\' ? 2 : 1;
        return Math.Min(end + 1, pattern.Length);
    }

    /// <summary>The opening of a group with its options, such as (?i: or (?!.</summary>
    private static int Group(string pattern, int at) => at + Opening().Match(pattern, at).Length;

    [GeneratedRegex(@"\\(p\{[^}]*\}|.)", RegexOptions.Singleline)]
    private static partial Regex Escaped();

    [GeneratedRegex(@"\G\{\d+(,\d*)?\}")]
    private static partial Regex Repeat();

    [GeneratedRegex(@"\G\((\?(:|=|!|<=|<!|>|[a-z]+:))?")]
    private static partial Regex Opening();
}
