using System.Text;
using System.Text.RegularExpressions;

namespace Clt.Plugins.Sources.Lexicons.Style;

/// <summary>Rules that make a text informal, in the order in which they are applied.</summary>
internal static partial class InformalRules
{
    private static readonly string[] Ends = ["", "", "!!", "..."];
    private static readonly string[] Faces = [":)", ";)", ":D", ":("];

    /// <summary>All names: lists of words first, since the others change how words are written.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. InformalWords.Rules, "punctuation", "case", "stretched", "emoticons"];

    /// <summary>A text after some of the rules.</summary>
    /// <param name="text">It is formal.</param>
    /// <param name="language">Its language, which has lists.</param>
    /// <param name="rules">Names.</param>
    /// <param name="rate">How probable it is that a rule, or a rule's word, changes it.</param>
    /// <param name="random">Draws.</param>
    public static string Apply(string text, Language language, IReadOnlyCollection<string> rules, double rate, Rng random)
    {
        foreach (var rule in Names.Where(rules.Contains))
        {
            if (InformalWords.Rules.Contains(rule))
                text = Words(text, InformalWords.Of(language, rule), rate, random);
            else if (random.NextDouble() < rate)
                text = Rewritten(text, rule, random);
        }

        return text;
    }

    private static string Words(string text, InformalWords words, double rate, Rng random)
    {
        text = words.Replace(text, rate, random);
        // What stands before or behind a text is rarer than what stands in it.
        if (words.Before.Count > 0 && random.NextDouble() < rate / 2)
            text = $"{Drawn(words.Before, random)} {text}";
        if (words.Behind.Count > 0 && random.NextDouble() < rate / 2)
            text = $"{text.TrimEnd('.')} {Drawn(words.Behind, random)}";
        return text;
    }

    private static string Rewritten(string text, string rule, Rng random) =>
        rule switch
        {
            "punctuation" => text.TrimEnd('.', ':', ';', ',', '!').Replace(",", "", StringComparison.Ordinal) + Drawn(Ends, random),
            "case" => text.ToLowerInvariant(),
            "stretched" => Stretched(text, random),
            "emoticons" => $"{text} {Drawn(Faces, random)}",
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "There is no such rule."),
        };

    /// <summary>A vowel of one word three times.</summary>
    private static string Stretched(string text, Rng random)
    {
        var vowels = Vowel().Matches(text);
        if (vowels.Count == 0)
            return text;
        var at = vowels[random.Next(vowels.Count)].Index;
        return new StringBuilder(text).Insert(at, text[at].ToString(), 2).ToString();
    }

    private static string Drawn(IReadOnlyList<string> of, Rng random) => of[random.Next(of.Count)];

    [GeneratedRegex(@"(?<=\p{L})[aeiou](?=\p{L})")]
    private static partial Regex Vowel();
}
