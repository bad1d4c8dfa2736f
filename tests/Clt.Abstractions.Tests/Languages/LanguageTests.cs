namespace Clt.Abstractions.Tests.Languages;

public class LanguageTests
{
    [Theory]
    [InlineData("ja", "jpn_Jpan", "ja", "Japanese")]
    [InlineData("swa", "swa_Latn", "sw", "Swahili")]
    [InlineData("swh", "swa_Latn", "sw", "Swahili")]
    [InlineData("jpn_Jpan", "jpn_Jpan", "ja", "Japanese")]
    [InlineData("zh", "zho_Hans", "zh", "Chinese")]
    [InlineData("zh-Hans", "zho_Hans", "zh", "Chinese")]
    [InlineData("zh_CN", "zho_Hans", "zh", "Chinese")]
    [InlineData("zh-TW", "zho_Hant", "zh-Hant", "Chinese (Hant)")]
    [InlineData("zh-HK", "zho_Hant_HK", "zh-Hant-HK", "Chinese (Hant, HK)")]
    [InlineData("cmn", "zho_Hans", "zh", "Chinese")]
    [InlineData("pt-BR", "por_Latn_BR", "pt-BR", "Portuguese (BR)")]
    [InlineData("por_Latn_BR", "por_Latn_BR", "pt-BR", "Portuguese (BR)")]
    [InlineData("EN", "eng_Latn", "en", "English")]
    [InlineData("sr-latn", "srp_Latn", "sr-Latn", "Serbian (Latn)")]
    [InlineData("sr-Cyrl-RS", "srp_Cyrl_RS", "sr-RS", "Serbian (RS)")]
    [InlineData("es-419", "spa_Latn_419", "es-419", "Spanish (419)")]
    [InlineData("ger", "deu_Latn", "de", "German")]
    [InlineData("arb_Arab", "ara_Arab", "ar", "Arabic")]
    [InlineData(" kab ", "kab_Latn", "kab", "Kabyle")]
    public void A_tag_is_read(string tag, string code, string shortest, string name)
    {
        var language = Language.Parse(tag);
        language.Code.ShouldBe(code);
        language.Short.ShouldBe(shortest);
        language.ToString().ShouldBe(shortest);
        language.Name.ShouldBe(name);
    }

    [Theory]
    [InlineData("en→ja", "eng_Latn-jpn_Jpan", "en→ja", "English → Japanese")]
    [InlineData("en>pt-BR", "eng_Latn-por_Latn_BR", "en→pt-BR", "English → Portuguese (BR)")]
    [InlineData("por_Latn_BR-spa_Latn_419", "por_Latn_BR-spa_Latn_419", "pt-BR→es-419", "Portuguese (BR) → Spanish (419)")]
    [InlineData("en→en", "eng_Latn", "en", "English")]
    public void A_direction_is_read_and_reads_back(string tag, string code, string shortest, string name)
    {
        var direction = Language.Parse(tag);
        (direction.Code, direction.Short, direction.Name).ShouldBe((code, shortest, name));
        Language.Parse(direction.Code).ShouldBe(direction);
        Language.Parse(direction.Short).ShouldBe(direction);
    }

    [Fact]
    public void A_direction_is_another_language_than_its_answers_and_scored_as_theirs()
    {
        var direction = Language.Direction(Language.Parse("en"), Language.Parse("ja"));
        direction.ShouldNotBe(Language.Parse("ja"));
        (direction.To, direction.From).ShouldBe((Language.Parse("ja"), Language.Parse("en")));
        (direction.Iso639, direction.Script, direction.IsUnsegmented, direction.Group).ShouldBe(("jpn", "Jpan", true, "eng_Latn-jpn_Jpan"));
        Language.Parse("ja→en").IsEnglish.ShouldBeFalse();
        Language.TryParse("en→xq", out _).ShouldBeFalse();
        Should
            .Throw<InputException>(() => Language.Direction(direction, Language.Parse("de")))
            .Message.ShouldContain("en→ja is a direction itself");
    }

    [Fact]
    public void Every_language_reads_back_from_its_code_and_its_shortest_tag()
    {
        Language.All.Count.ShouldBeGreaterThanOrEqualTo(150);
        Language.All.Select(l => l.Code).ShouldBeUnique();
        Language.All.Select(l => l.Short).ShouldBeUnique();
        foreach (var language in Language.All)
        {
            Language.Parse(language.Code).ShouldBe(language);
            Language.Parse(language.Short).ShouldBe(language);
            language.Iso639.Length.ShouldBe(3);
            language.Family.ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData("en es fr ja zh ar ko pt ru de hi tr sw th bn te vi id it nl pl fa el bg ur eu fi ka ta my")]
    [InlineData(
        "ca cs da de_DE el en eo es eu fi fr gl hr hu id it ja km ko ml nb nl pl pt pt_AO pt_BR ro ru sk sr sv tr uk vi zh_CN zh_TW"
    )]
    public void Languages_of_the_papers_and_of_Debian_are_known(string tags)
    {
        foreach (var tag in tags.Split(' '))
            Language.TryParse(tag, out _).ShouldBeTrue(tag);
    }

    [Theory]
    [InlineData("qqq", "ISO 639")]
    [InlineData("jp", "'ja' (Japanese)")]
    [InlineData("english", "'en'")]
    [InlineData("japanise", "'ja' (Japanese)")]
    [InlineData("zh-Hanz", "'Hans'")]
    [InlineData("en-UK", "'GB'")]
    [InlineData("pt-BR-x", "pt-Latn-BR")]
    [InlineData("", "ISO 639")]
    public void An_unknown_tag_is_an_input_error_that_helps(string tag, string hint)
    {
        var problem = Should.Throw<InputException>(() => Language.Parse(tag)).Problems.ShouldHaveSingleItem();
        problem.Mend.ShouldContain(hint);
        Language.TryParse(tag, out var language).ShouldBeFalse();
        language.ShouldBeNull();
    }

    [Fact]
    public void A_region_takes_part_in_identity_but_not_in_the_group()
    {
        var (plain, brazilian) = (Language.Parse("pt"), Language.Parse("pt_br"));
        plain.ShouldNotBe(brazilian);
        plain.Code.ShouldNotBe(brazilian.Code);
        plain.Group.ShouldBe(brazilian.Group);
        Language.Parse("zh-TW").Group.ShouldNotBe(Language.Parse("zh").Group);
        Language.Parse("zh-CN").ShouldBe(Language.Parse("zh"));
    }

    [Theory]
    [InlineData("ja zh zh-Hant th lo km my yue bo", true)]
    [InlineData("en ko vi ar hi ru ka am", false)]
    public void Scripts_without_spaces_are_marked(string tags, bool unsegmented)
    {
        foreach (var tag in tags.Split(' '))
            Language.Parse(tag).IsUnsegmented.ShouldBe(unsegmented, tag);
    }

    [Theory]
    [InlineData("pt", "Indo-European/Romance")]
    [InlineData("ja", "Japonic")]
    [InlineData("zh-Hant", "Sino-Tibetan/Sinitic")]
    [InlineData("sw", "Niger-Congo/Bantu")]
    [InlineData("ar", "Afro-Asiatic/Semitic")]
    public void Families_are_known(string tag, string family) => Language.Parse(tag).Family.ShouldBe(family);

    [Fact]
    public void A_language_outside_the_table_still_has_a_name_and_a_tag()
    {
        var language = new Language("xyz", "Latn");
        language.Name.ShouldBe("xyz");
        language.Short.ShouldBe("xyz");
        language.Family.ShouldBeEmpty();
    }
}
