using System.Globalization;
using System.Text;
using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Answers;

/// <summary>Tokens of an answer as SQuAD compares them, widened to other languages as MLQA does (Lewis et al. 2020).</summary>
/// <remarks>
/// Lower case; punctuation of all scripts goes; articles of English, Spanish, German and Arabic go; letters of unsegmented scripts are
/// tokens.
/// </remarks>
internal static class SquadText
{
    private static readonly Dictionary<string, HashSet<string>> Articles = new()
    {
        ["eng"] = ["a", "an", "the"],
        ["spa"] = ["un", "una", "unos", "unas", "el", "la", "los", "las"],
        ["deu"] = ["ein", "eine", "einen", "einem", "eines", "einer", "der", "die", "das", "den", "dem", "des"],
    };

    public static List<string> Tokens(string text, Language language)
    {
        var builder = new StringBuilder();
        foreach (var rune in CleanText.Composed(text).ToLowerInvariant().EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation)
                continue;
            if (rune.IsAscii && category is >= UnicodeCategory.MathSymbol and <= UnicodeCategory.OtherSymbol)
                continue;
            if (Unsegmented.Contains(rune))
                builder.Append(' ').Append(rune).Append(' ');
            else
                builder.Append(rune);
        }

        var articles = Articles.GetValueOrDefault(language.Iso639);
        return
        [
            .. builder
                .ToString()
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(t => language.Iso639 is "ara" or "arb" && t.StartsWith("ال", StringComparison.Ordinal) ? t[2..] : t)
                .Where(t => t.Length > 0 && articles?.Contains(t) != true),
        ];
    }
}
