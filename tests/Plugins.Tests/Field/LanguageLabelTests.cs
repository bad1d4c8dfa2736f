using Clt.Plugins.Metrics.LanguageId;
using Plugins.Tests.Metrics;

namespace Plugins.Tests.Field;

/// <summary>Languages that a model of language identification knows under another name, or not at all; scripts without spaces.</summary>
public sealed class LanguageLabelTests
{
    private static readonly string Model = Path.Combine(SharedFolder.Golden, "metrics", "lid.176.ftz");

    [GoldenTheory("metrics/lid.176.ftz")]
    [InlineData("ja", "ja")]
    [InlineData("nb", "no")]
    [InlineData("nn", "nn")]
    [InlineData("no", "no")]
    [InlineData("arz", "arz")]
    [InlineData("ary", "ar")]
    [InlineData("apc", "ar")]
    [InlineData("arb", "ar")]
    [InlineData("prs", "fa")]
    [InlineData("cmn", "zh")]
    [InlineData("zh-Hant", "zh")]
    [InlineData("yue", "yue")]
    [InlineData("swh", "sw")]
    [InlineData("id", "id")]
    [InlineData("hr", "hr")]
    [InlineData("sr", "sr")]
    [InlineData("ckb", "ckb")]
    [InlineData("kmr", "ku")]
    [InlineData("sq", "sq")]
    [InlineData("gsw", "als")]
    [InlineData("zu", null)]
    [InlineData("ha", null)]
    [InlineData("ig", null)]
    [InlineData("xh", null)]
    [InlineData("ti", null)]
    public void A_label_is_the_languages_own_or_its_macrolanguages(string language, string? label)
    {
        var labels = new LanguageLabels(FastTextModel.Load(Model).Labels);
        labels.Of(Language.Parse(language)).ShouldBe(label);
    }

    [Theory]
    [InlineData("zul_Latn", "zu")]
    [InlineData("arb_Arab", "ar")]
    [InlineData("zho_Hant", "zh-Hant")]
    [InlineData("srp_Cyrl", "sr")]
    [InlineData("nob_Latn", "nb")]
    [InlineData("als_Latn", "sq")]
    public void Labels_with_scripts_are_read_too(string label, string language) =>
        new LanguageLabels(["eng_Latn", "srp_Latn", "zho_Hans", label]).Of(Language.Parse(language)).ShouldBe(label);

    [GoldenTheory("metrics/lid.176.ftz")]
    [InlineData("zu", "Leli yithempu elihle kakhulu elibhalwe ngesiZulu namuhla")]
    [InlineData("ig", "Nke a bụ ahịrịokwu dị mma edere n'asụsụ Igbo")]
    [InlineData("ti", "እዚ ጽቡቕ ምሉእ ሓሳብ ብቛንቋ ትግርኛ ዝተጻሕፈ እዩ")]
    public void A_language_without_a_label_is_refused_and_never_scored(string language, string output)
    {
        var metric = LanguageIdRecipes.LinePassRate(Model);
        var prediction = Predict.In(Language.Parse(language), output);

        ((ILanguageBound)metric).Refusal(prediction.Language)!.What.ShouldContain($"({language})");
        Should.Throw<InputException>(() => metric.Score(prediction)).Message.ShouldContain("no label");
    }

    [GoldenTheory("metrics/lid.176.ftz")]
    [InlineData("th", "วันนี้อากาศดีมากและเราจะไปเดินเล่นที่สวนสาธารณะ")]
    [InlineData("lo", "ມື້ນີ້ອາກາດດີຫຼາຍແລະພວກເຮົາຈະໄປຍ່າງຫຼິ້ນ")]
    [InlineData("my", "ယနေ့ရာသီဥတုအလွန်ကောင်းသည်")]
    [InlineData("km", "ថ្ងៃនេះអាកាសធាតុល្អណាស់ហើយយើងនឹងទៅដើរលេង")]
    [InlineData("bo", "དེ་རིང་གནམ་གཤིས་ཡག་པོ་འདུག")]
    [InlineData("ja", "今日はとても天気が良いです")]
    public void Text_without_spaces_is_counted_by_characters(string language, string output)
    {
        var metric = LanguageIdRecipes.LinePassRate(Model);
        metric.Score(Predict.In(Language.Parse(language), output)).Value.ShouldBe(1);
        metric.Score(Predict.In(Language.Parse(language), "This is a longer line of English text")).Value.ShouldBe(0);
    }

    [Fact]
    public void A_vowel_sign_is_part_of_its_character() =>
        LanguageConfusion.Tokens("ไปที่ GPU3", Language.Parse("th")).ShouldBe(["ไ", "ป", "ที่", "GPU3"]);
}
