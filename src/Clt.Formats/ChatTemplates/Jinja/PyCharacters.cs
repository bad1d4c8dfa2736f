using System.Globalization;
using System.Text;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>What Python's str takes for a digit and for a numeral (Unicode's Numeric_Type, with Unihan's numerals).</summary>
internal static class PyCharacters
{
    private const string HanNumerals =
        "㐅㒃㠪㭍一七万三两九二五亖京亿什仟仨伍佰俩倆億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拐拾捌柒洞漆玖百皕秭肆萬貮貳贰鈎钩阡陆陌陸零"
        + "參拾兩零六陸什𠀁𠁤𠃢𠄡𠤪𠦃𠦌𠦜𠫪𠫽𠬙𢎐𢦘𣬛𦉭廾";

    private static readonly HashSet<Rune> Han = [.. HanNumerals.EnumerateRunes()];

    /// <summary>Digits, superscripts and circled ones among them.</summary>
    public static bool IsDigit(Rune rune) => Rune.IsDigit(rune) || CharUnicodeInfo.GetDigitValue(rune.ToString(), 0) >= 0;

    /// <summary>Whatever has a numeric value: fractions, Roman and Chinese numerals among them.</summary>
    public static bool IsNumeric(Rune rune) =>
        Rune.IsDigit(rune)
        || Rune.GetNumericValue(rune) != -1
        || Han.Contains(rune)
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.LetterNumber;
}
