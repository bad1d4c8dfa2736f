using Clt.Formats.Tokenization;
using Clt.Testing;

namespace Clt.Engine.Tests.Tokenization;

/// <summary>Tokenizers that are trained with codes of languages, as mBART's have them.</summary>
public sealed class LanguageCodeTests
{
    private static readonly string[] Texts = [.. Enumerable.Range(0, 30).Select(i => $"the cat {i} sat on the mat")];
    private static readonly string[] Special = ["<s>", "</s>", "<mask>", "<unk>", "en_XX", "de_DE"];
    private static readonly SpecialRoles Roles = new("<s>", "</s>", Mask: "<mask>", Unknown: "<unk>");

    public static TheoryData<bool> Algorithms => new(true, false);

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void The_end_and_a_code_stand_behind_a_text_and_behind_a_pair(bool unigram)
    {
        using var folder = new TemporaryFolder();
        Trained(unigram, ["en_XX", "de_DE"]).Save(folder.Path);
        var tokenizer = TokenizerLoader.Load(folder.Path);

        var framed = new EncodeOptions { AddSpecialTokens = true };
        int[] cat = [.. tokenizer.EncodeIds("cat")];
        tokenizer.Encode("cat", framed).Ids.ShouldBe([.. cat, 1, 4]);
        tokenizer.EncodePair("cat", "cat", framed).Ids.ShouldBe([.. cat, .. cat, 1, 4]);
        (tokenizer.EndId, tokenizer.MaskId, tokenizer.Frame.IsTemplate).ShouldBe((1, 2, true));
        tokenizer.EncodeIds("de_DE").ShouldNotContain(5, "text that spells a code stays text");
    }

    [Fact]
    public void Without_codes_the_files_are_what_they_were()
    {
        Trained(unigram: true, []).Frame.IsTemplate.ShouldBeFalse();
        Trained(unigram: false, []).Frame.IsTemplate.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_code_that_is_no_special_token_and_a_missing_end_are_refused_at_once(bool unigram) =>
        Should
            .Throw<InputException>(() => Trained(unigram, ["en_XX", "fr_XX"], new SpecialRoles("<s>", Unknown: "<unk>")))
            .Problems.Select(p => p.What)
            .ShouldBe(["the language's code 'fr_XX' is no special token", "no special token ends a text"]);

    [Theory]
    [InlineData("en", "en_XX")]
    [InlineData("de", "de_DE")]
    [InlineData("pt", "pt_XX")]
    [InlineData("pt-BR", "pt_XX")]
    [InlineData("zh", "zh_CN")]
    [InlineData("zh-Hant", "zh_TW")]
    [InlineData("ca", "ca_XX")]
    public void A_language_has_the_code_of_mbart_or_one_like_it(string tag, string code)
    {
        var language = Language.Parse(tag);
        LanguageTokens.Of(language).ShouldBe(code);
        LanguageTokens.Read(code)!.Group.ShouldBe(language.Group);
    }

    [Fact]
    public void Every_language_of_the_table_has_a_code_of_its_own_or_is_refused()
    {
        foreach (var group in Language.All.Where(l => l.Short.Split('-')[0].Length is 2 or 3).GroupBy(LanguageTokens.Of))
            group.Select(l => l.Group).Distinct().Count().ShouldBe(1, group.Key);
        Should.Throw<InputException>(() => LanguageTokens.Of(Language.Parse("sr-Latn"))).Message.ShouldContain("no language code stands");
        LanguageTokens.Read("xq_XX").ShouldBeNull();
        LanguageTokens.Read("english").ShouldBeNull();
    }

    private static HubTokenizer Trained(bool unigram, string[] codes, SpecialRoles? roles = null) =>
        unigram
            ? UnigramTrainer.Train(Texts, 60, Special, new UnigramTrainerSettings { Roles = roles ?? Roles, Languages = codes })
            : BpeTrainer.Train(Texts, 280, Special, new BpeTrainerSettings { Roles = roles ?? Roles, Languages = codes });
}
