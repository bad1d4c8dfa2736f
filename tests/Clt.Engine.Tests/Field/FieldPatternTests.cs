using System.Text;
using Clt.Formats.Tokenization;
using Clt.Formats.Tokenization.Text;

namespace Clt.Engine.Tests.Field;

/// <summary>Patterns mean what Oniguruma means by them; what is not translated is refused by its name.</summary>
public class FieldPatternTests
{
    [Theory]
    [InlineData("[a-z[0-9]]+", "ab12-C3", "ab12|3")]
    [InlineData(@"[^[\s\p{P}]]+", "na, das geht。行く", "na|das|geht|行く")]
    [InlineData(@"[a-w&&[^c-g]z]+", "abcxzhg", "ab|h")]
    [InlineData(@"[\p{L}&&\p{Han}]+", "漢字かな漢a𠀀", "漢字|漢|𠀀")]
    [InlineData(@"[\p{L}&&[^\p{Latin}]]+", "abcдеж中ä", "деж中")]
    public void Nested_classes_and_intersections(string pattern, string text, string words) => Words(pattern, text).ShouldBe(words);

    [Theory]
    [InlineData("[[:alnum:]]+", "हिन्दी 12", "हिन|दी|12")]
    [InlineData("[[:alpha:]]+", "naïve9 ภาษา", "naïve|ภาษา")]
    [InlineData("[[:^space:]]+", "a\u3000б\u0085c", "a|б|c")]
    [InlineData("[[:punct:]]+", "a$+।b「", "$+।|「")]
    [InlineData("[[:upper:]]+", "aBÇΩⅣ", "BÇΩⅣ")]
    [InlineData("[[:digit:][:blank:]]+", "٣ ४\tx", "٣ ४\t")]
    public void Posix_classes_are_unicodes(string pattern, string text, string words) => Words(pattern, text).ShouldBe(words);

    [Theory]
    [InlineData(@"\w+", "हिन्दी भाषा", "हिन्दी|भाषा")]
    [InlineData(@"\w+", "ⓐ_٣ a\u200Db", "ⓐ_٣|a|b")]
    [InlineData(@"\bका\b", "का काम एका का", "का|का")]
    [InlineData(@"\W+", "தமிழ் மொழி!", " |!")]
    [InlineData(@"\h+", "0xfFg", "0|fF")]
    [InlineData(@"\R", "a\r\nb\u2028c", "\r\n|\u2028")]
    [InlineData(@"\X", "e\u0301नि🏳️‍🌈각\r\n", "e\u0301|नि|🏳️‍🌈|각|\r\n")]
    [InlineData(@"[\x{4E00}-\x{9FFF}\x41]+", "A漢B字", "A漢|字")]
    [InlineData(@"\p{Greek}+|\p{Grek}+|\p{sc=Cyrl}+", "αβя", "αβ|я")]
    [InlineData(@"\p{^Hira}+", "ひaら", "a")]
    [InlineData(@"\P{Thai}+", "aไทยb", "a|b")]
    public void Escapes_and_scripts(string pattern, string text, string words) => Words(pattern, text).ShouldBe(words);

    [Theory]
    [InlineData("a++a|a", "aaa", "a|a|a")]
    [InlineData("(?>я|яб)в|яб", "ябв", "яб")]
    [InlineData("[中国]?+国", "国", "")]
    [InlineData(@"\d{1,2}+x", "1234x", "1234x")]
    [InlineData("a{2}?b", "aab b", "aab|b")]
    [InlineData("a{,2}b", "aaab", "aab")]
    [InlineData("(?i:'s|ſt)", "'S 'ſ STſt", "'S|'ſ|ST|ſt")]
    [InlineData("(?i)straße|ж", "STRASSE Straẞe Ж", "Straẞe|Ж")]
    [InlineData("a(?i)b|c", "aB aC c", "aB|aC")]
    [InlineData("^.+$", "один\nдва\n", "один|два")]
    [InlineData("(?m:.+)", "а\nб", "а\nб")]
    [InlineData("(?x: a b # c\n c)", "abc", "abc")]
    public void Groups_quantifiers_and_options(string pattern, string text, string words) => Words(pattern, text).ShouldBe(words);

    /// <summary>The split of BLOOM's tokenizer.json, which .NET's own syntax refuses.</summary>
    [Theory]
    [InlineData("Hi, 世界。 ok", "Hi|,| 世界|。| ok")]
    [InlineData("नमस्ते, दुनिया।", "नमस्ते|,| दुनिया|।")]
    [InlineData("(a|b) c", "a|b| c")]
    public void Blooms_pattern_splits(string text, string words) =>
        Words(@" ?[^(\s|[.,!?…。，、।۔،])]+|[.,!?…。，、।۔،]", text).ShouldBe(words);

    [Theory]
    [InlineData(@"(a)\1", @"\1")]
    [InlineData(@"\p{Klingonisch}", @"\p{Klingonisch}")]
    [InlineData("[[:letters:]]", "[:letters:]")]
    [InlineData(@"a\Kb", @"\K")]
    [InlineData("(?~ab)", "(?~ab")]
    [InlineData(@"\xE4", @"\xE4")]
    [InlineData("[a-z", "a bracket expression that does not end")]
    [InlineData("(文", "a group that does not end")]
    [InlineData("+a", "a quantifier with nothing before it")]
    public void What_is_not_translated_is_named_with_its_place(string pattern, string named)
    {
        var json =
            "{\"pre_tokenizer\": {\"type\": \"Split\", \"pattern\": {\"Regex\": "
            + System.Text.Json.JsonSerializer.Serialize(pattern)
            + "}, \"behavior\": \"Isolated\"}, \"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": []}}";
        var problem = Should.Throw<InputException>(() => TokenizerLoader.FromJson(Encoding.UTF8.GetBytes(json))).Problems[0];
        problem.What.ShouldContain(named);
        problem.Where.ShouldBe("tokenizer.json: pre_tokenizer.pattern.Regex");
    }

    private static string Words(string pattern, string text) =>
        string.Join('|', new CodePointRegex(pattern).Matches(text).Select(m => text.Substring(m.Start, m.Length)));
}
