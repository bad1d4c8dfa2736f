using System.Text.RegularExpressions;
using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Tercom's tokenization as sacreBLEU reproduces it.</summary>
public static partial class TerTokenizer
{
    public static string Tokenize(string text, TerOptions options)
    {
        if (text.Length == 0)
            return "";
        if (!options.CaseSensitive)
            text = PythonText.Lower(text);
        if (options.Normalized)
        {
            text = Western(text);
            if (options.AsianSupport)
                text = Asian(text);
        }

        if (options.NoPunct)
        {
            text = Punctuation().Replace(text, "");
            if (options.AsianSupport)
                text = AsianPunctuation().Replace(text, "");
        }

        return Spacing.Collapse(text);
    }

    private static string Western(string text)
    {
        text = Spacing.Unescape(text.Replace("\n-", "").Replace('\n', ' '));
        text = Spacing.Around($" {text} ", Spacing.IsMtevalSymbol).Replace("'s ", " 's ");
        return Spacing.PeriodsAndDashes(text);
    }

    private static string Asian(string text)
    {
        text = Spacing.Around(text, c => c is (>= '\u4e00' and <= '\u9fff') or (>= '\u3400' and <= '\u4dbf'));
        text = Spacing.Around(text, c => c is (>= '\u31c0' and <= '\u31ef') or (>= '\u2e80' and <= '\u2eff'));
        text = Spacing.Around(
            text,
            c => c is (>= '\u3300' and <= '\u33ff') or (>= '\uf900' and <= '\ufaff') or (>= '\ufe30' and <= '\ufe4f')
        );
        text = Spacing.Around(text, c => c is >= '\u3200' and <= '\u3f22');
        return AsianPunctuation().Replace(text, " $0 ");
    }

    [GeneratedRegex(@"[.,?:;!""()]")]
    private static partial Regex Punctuation();

    // CJK brackets and stops, half-width stops, the middle dot, and full-width stops, marks and parentheses.
    [GeneratedRegex("[\u3001\u3002\u3008-\u3011\u3014-\u301f\uff61-\uff65\u30fb\uff0e\uff0c\uff1f\uff1a\uff1b\uff01\uff02\uff08\uff09]")]
    private static partial Regex AsianPunctuation();
}
