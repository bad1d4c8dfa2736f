using System.Globalization;
using System.Text;
using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>Lines of a completion as the language confusion benchmark judges them (Marchisio et al. 2024).</summary>
/// <remarks>
/// Scripts without spaces are split into characters (runs of ASCII letters and digits stay whole): Chinese and Japanese instead of by their
/// segmenters, so that line lengths differ from the published tool's there; Thai, Lao, Burmese, Khmer and Tibetan, which it does not judge.
/// </remarks>
public static class LanguageConfusion
{
    private const int FewestTokens = 5;
    private const double LeastProbability = 0.3;

    /// <summary>Cuts at the next question, and removes punctuation.</summary>
    public static string Normalise(string completion)
    {
        var next = completion.IndexOf("\nQ:", StringComparison.Ordinal);
        if (next >= 0)
            completion = completion[..next];
        var builder = new StringBuilder(completion.Length);
        foreach (var c in PythonText.Trim(completion))
        {
            if (c == '—')
                builder.Append(' ');
            else if (c != '،' && !(char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c))))
                builder.Append(c);
        }

        return builder.ToString();
    }

    /// <summary>The lines long enough to be judged, with their places and tokens.</summary>
    public static List<(int Index, string Line, List<string> Tokens)> Lines(string normalised, Language language) =>
        [.. normalised.Split('\n').Select((line, i) => (i, line, Tokens(line, language))).Where(l => l.Item3.Count >= FewestTokens)];

    /// <summary>Whether a line is in the language: it is the most probable one, with a probability above 0.3.</summary>
    /// <param name="label">The language's label in the model, such as <c>en</c>.</param>
    public static bool IsIn(FastTextModel model, string line, string label) =>
        model.Predict(line)[0] is var (top, probability) && top == label && probability > LeastProbability;

    /// <summary>
    /// Tokens of a line: words between white space; in scripts without spaces characters, and runs of ASCII letters and digits.
    /// </summary>
    public static List<string> Tokens(string line, Language language)
    {
        if (!language.IsUnsegmented)
            return PythonText.Split(line);
        var tokens = new List<string>();
        var inRun = false;
        foreach (var rune in CleanText.WellFormed(line).EnumerateRunes())
        {
            var ascii = rune.IsAscii && Rune.IsLetterOrDigit(rune);
            if ((ascii && inRun) || (tokens.Count > 0 && IsMark(rune)))
                tokens[^1] += rune.ToString();
            else if (!rune.IsBmp || !PythonText.IsSpace((char)rune.Value))
                tokens.Add(rune.ToString());
            inRun = ascii;
        }

        return tokens;
    }

    /// <summary>A vowel or tone sign, which is part of the character before it.</summary>
    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;
}
