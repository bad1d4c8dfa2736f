using System.Globalization;
using System.Text;
using Clt.Formats.Tokenization.Normalizers;
using Clt.Formats.Tokenization.Text;

namespace Clt.Engine.Tests.Tokenization;

public class NormalizerTests
{
    [Theory]
    [InlineData("cafe\u0301 \u1E9B\u0323 \uAC00\u11A8 a\u0323\u0302 a\u0302\u0323 \u0344")]
    [InlineData("\u1100\u1161\u11A8 \u0958 \u2126 \u212B \uF900 q\u0307\u0323 \u0C46\u0C56 \U0001D15E \U000110BA")]
    [InlineData("ﬁnal ＡＢＣ１２ ㎥ ① ｶﾞ ﷺ \u0F73\u0F71 x\u0591\u05B0 \u0301\u0327\u0334z")]
    public void Each_form_is_what_the_platform_gives(string text)
    {
        foreach (var form in new[] { NormalizationForm.FormC, NormalizationForm.FormD, NormalizationForm.FormKC, NormalizationForm.FormKD })
            Normalize(new UnicodeNormalizer(form), text).ToString().ShouldBe(text.Normalize(form), form.ToString());
    }

    [Fact]
    public void A_composed_character_stands_for_its_first_source_character()
    {
        var text = Normalize(new UnicodeNormalizer(NormalizationForm.FormC), "xe\u0301y");
        text.ToString().ShouldBe("xéy");
        text.Original(1, 2).ShouldBe((1, 2));
        text.Original(2, 3).ShouldBe((3, 4));
    }

    [Fact]
    public void Noncharacters_pass()
    {
        Normalize(new UnicodeNormalizer(NormalizationForm.FormC), "\uFFFFe\u0301\U0001FFFF").ToString().ShouldBe("\uFFFFé\U0001FFFF");
    }

    [Fact]
    public void Replacing_keeps_the_place()
    {
        var replaced = Normalize(new ReplaceNormalizer(new CodePointRegex(" {2,}"), " "), "a   b");
        replaced.ToString().ShouldBe("a b");
        replaced.Original(1, 2).ShouldBe((3, 4));
        replaced.Original(2, 3).ShouldBe((4, 5));
    }

    [Fact]
    public void Prepending_stands_for_the_first_character()
    {
        var text = Normalize(new PrependNormalizer("▁▁"), "𝒜b");
        text.ToString().ShouldBe("▁▁𝒜b");
        text.Original(0, 4).ShouldBe((0, 2));
        Normalize(new PrependNormalizer("x"), "").Length.ShouldBe(0);
    }

    [Fact]
    public void Bert_cleans_spaces_and_lowers()
    {
        var bert = new BertNormalizer(cleanText: true, spaceChinese: true, stripAccents: true, lowercase: true);
        Normalize(bert, "É\0\tİ中x\u200D").ToString().ShouldBe("e i\u0307 中 x".Replace("\u0307", ""));
        Normalize(new StripNormalizer(left: true, right: true), "  a b ").ToString().ShouldBe("a b");
    }

    [Fact]
    public void Stand_ins_for_code_points_have_their_category()
    {
        foreach (
            var rune in new[]
            {
                0x1D49C,
                0x1D4EB,
                0x20000,
                0x1D7CF,
                0x10107,
                0x1F44D,
                0x11000,
                0x101FD,
                0x11F00,
                0xE0020,
                0x100000,
                0x1D6C1,
                0x16B40,
            }
        )
        {
            var text = char.ConvertFromUtf32(rune);
            var category = CharUnicodeInfo.GetUnicodeCategory(rune);
            var name = category switch
            {
                UnicodeCategory.UppercaseLetter => "Lu",
                UnicodeCategory.LowercaseLetter => "Ll",
                UnicodeCategory.OtherLetter => "Lo",
                UnicodeCategory.ModifierLetter => "Lm",
                UnicodeCategory.DecimalDigitNumber => "Nd",
                UnicodeCategory.OtherNumber => "No",
                UnicodeCategory.OtherSymbol => "So",
                UnicodeCategory.MathSymbol => "Sm",
                UnicodeCategory.NonSpacingMark => "Mn",
                UnicodeCategory.SpacingCombiningMark => "Mc",
                UnicodeCategory.Format => "Cf",
                UnicodeCategory.PrivateUse => "Co",
                _ => throw new InvalidOperationException(category.ToString()),
            };
            new CodePointRegex($@"^\p{{{name}}}$").Matches(text).ShouldBe([(0, 2)], $"U+{rune:X} {name}");
        }
    }

    private static AlignedText Normalize(INormalizer normalizer, string text) =>
        normalizer.Normalize(new AlignedText(text, 0, text.Length));
}
