using Clt.Plugins.Metrics.Core;

namespace Plugins.Tests.Metrics.Core;

public class RougeLTests
{
    private static readonly RougeL Metric = new();

    [Theory]
    [InlineData("The quick brown fox")]
    [InlineData("素早い茶色の狐が、犬を飛び越える。")]
    [InlineData("敏捷的棕色狐狸")]
    [InlineData("الثعلب البني السريع")]
    [InlineData("สุนัขจิ้งจอกสีน้ำตาล")]
    [InlineData("빠른 갈색 여우")]
    [InlineData("तेज़ भूरी लोमड़ी")]
    [InlineData("მელა አማርኛ ᏣᎳᎩ")]
    [InlineData("🦊🦊")]
    [InlineData("...")]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\ud800")]
    public void A_text_against_itself_is_one(string text) => Metric.Value(text, text).ShouldBe(1);

    [Theory]
    [InlineData("", "words")]
    [InlineData(" ", "言葉")]
    [InlineData("words", "")]
    [InlineData("...", "words")]
    [InlineData("🦊", "🐶")]
    public void Nothing_in_common_is_zero(string output, string reference) => Metric.Value(output, reference).ShouldBe(0);

    [Fact]
    public void F1_counts_the_longest_common_subsequence()
    {
        Metric.Value("a c b d", "a b c d").ShouldBe(2.0 * 3 / 8, 1e-15);
        Metric.Value("狐は犬", "犬は狐").ShouldBe(1.0 / 3, 1e-15);
        Metric.Value("the CAT", "cat", "a dog").ShouldBe(2.0 / 3, 1e-15);
    }

    [Fact]
    public void Tokens_are_words_or_letters_of_unsegmented_scripts()
    {
        UnicodeTokens.Of("Don't stop: 3.5kg!").ShouldBe(["don", "t", "stop", "3", "5kg"]);
        UnicodeTokens.Of("GPUで学習する").ShouldBe(["gpu", "で", "学", "習", "す", "る"]);
        UnicodeTokens.Of("น้ำ").ShouldBe(["น้", "ำ"]);
        UnicodeTokens.Of("लोमड़ी र्‍य").ShouldBe(["लोमड़ी", "र्‍य"]);
        UnicodeTokens.Of("e\u0301te\u0301").ShouldBe(["été"]);
    }

    [Fact]
    public void Subsequence_equals_the_table_of_dynamic_programming()
    {
        var rng = new Rng(3);
        for (var trial = 0; trial < 60; trial++)
        {
            var letters = 1 + rng.Next(trial % 2 == 0 ? 3 : 300);
            var a = Enumerable.Range(0, rng.Next(200)).Select(_ => rng.Next(letters)).ToList();
            var b = Enumerable.Range(0, rng.Next(200)).Select(_ => rng.Next(letters)).ToList();
            CommonSubsequence.Length(a, b).ShouldBe(ByTable(a, b));
        }
    }

    [Fact]
    public void A_million_characters_are_scored()
    {
        var text = string.Concat(Enumerable.Repeat("狐は犬 a ", 170_000));
        Metric.Value(text + "x", text).ShouldBe(1, 1e-5);
        Metric.Value(text, "犬は狐").ShouldBe(0, 1e-4);
    }

    private static int ByTable(List<int> a, List<int> b)
    {
        var table = new int[a.Count + 1, b.Count + 1];
        for (var i = 1; i <= a.Count; i++)
        {
            for (var j = 1; j <= b.Count; j++)
            {
                table[i, j] = a[i - 1] == b[j - 1] ? table[i - 1, j - 1] + 1 : Math.Max(table[i - 1, j], table[i, j - 1]);
            }
        }

        return table[a.Count, b.Count];
    }
}
