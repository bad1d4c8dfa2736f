using System.Globalization;
using System.Text;

namespace Clt.Formats.Tokenization.Text.Patterns;

/// <summary>
/// Extended grapheme clusters (Unicode Standard Annex 29) as a pattern. The properties are found by asking the platform how it breaks.
/// </summary>
internal static class GraphemeClusters
{
    private const string Joiner = "\u200D";
    private static readonly Lazy<List<PatternPart>> Made = new(Make);

    public static List<PatternPart> Pattern() => [.. Made.Value];

    private static List<PatternPart> Make()
    {
        var (control, behind, before, pictures) = (new CodePointSet(), new CodePointSet(), new CodePointSet(), new CodePointSet());
        for (var c = 0; c <= CodePointSet.Last; c++)
        {
            if (c is >= 0xD800 and <= 0xDFFF)
                continue;
            var text = new Rune(c).ToString();
            if (!IsOne(text + "\u0301"))
                control.Add(c);
            else if (IsOne("a" + text))
                behind.Add(c);
            else if (IsOne(text + "a"))
                before.Add(c);
            else if (IsOne(text + Joiner + text))
                pictures.Add(c);
        }

        var hangul = CodePointSet.Of(0xAC00, 0xD7A3);
        var open = new CodePointSet();
        for (var c = 0xAC00; c <= 0xD7A3; c += 28)
            open.Add(c);
        var lead = Jamo(0x1100, 0x115F, 0xA960, 0xA97C);
        var (vowel, tail) = (Jamo(0x1160, 0x11A7, 0xD7B0, 0xD7C6), Jamo(0x11A8, 0x11FF, 0xD7CB, 0xD7FB));
        var region = CodePointSet.Of(0x1F1E6, 0x1F1FF);
        return
        [
            "(?>",
            CodePointSet.Of('\r'),
            CodePointSet.Of('\n'),
            "|",
            control,
            "|(?:",
            before,
            "*(?:",
            lead,
            "*(?:",
            open,
            vowel,
            "*|",
            hangul,
            "|",
            vowel,
            "+)",
            tail,
            "*|",
            lead,
            "+|",
            tail,
            "+|",
            region,
            region,
            "|",
            pictures,
            "(?:",
            behind,
            "*",
            CodePointSet.Of(0x200D),
            pictures,
            ")*|",
            ~control,
            ")|",
            before,
            "+)",
            behind,
            "*)",
        ];
    }

    private static CodePointSet Jamo(int first, int last, int more, int end) => CodePointSet.Of(first, last) | CodePointSet.Of(more, end);

    private static bool IsOne(string text) => StringInfo.GetNextTextElementLength(text) == text.Length;
}
