using static Clt.Plugins.Sources.Corpora.LabelledRecipes;

namespace Plugins.Tests.Sources.Corpora;

public class AdjacentTextsTests
{
    [Theory]
    [InlineData("One line.\nTwo lines. Three.\nFour", "One line.", "Two lines. Three.\nFour")]
    [InlineData("One. Two three. Four", "One.", "Two three. Four")]
    [InlineData("Is 3.14 a word? It is", "Is 3.14 a word?", "It is")]
    [InlineData("一二三。四五六七八", "一二三。", "四五六七八")]
    [InlineData("one two three four", "one two", "three four")]
    [InlineData("ยาวมาก", "ยาว", "มาก")]
    [InlineData("𝒜𝒜", "𝒜", "𝒜")]
    public void A_text_is_cut_where_a_line_a_sentence_or_a_word_ends_nearest_to_its_middle(string text, string first, string second)
    {
        var record = Adjacent(new Texts([text])).Read("en", Split.Train).ShouldHaveSingleItem();
        (record["text"], record["translation"]).ShouldBe((first, second));
        record.ItemId.ShouldBe("0");
    }

    [Fact]
    public void Texts_without_two_halves_are_left_out()
    {
        Adjacent(new Texts(["a", "", " b ", "\n", "c\n", "two words"])).Read("en", Split.Train).Select(r => r.ItemId).ShouldBe(["5"]);
        Adjacent(new Texts([])).Info.Name.ShouldBe("adjacent texts");
    }

    private sealed class Texts(string[] texts) : ISource
    {
        public SourceInfo Info { get; } = new("texts", "given texts", [Language.Parse("en")], new Dictionary<string, string>());

        public string Fingerprint(SourceContext context) => "v1";

        public IEnumerable<Record> Read(SourceRequest request) =>
            texts.Select((t, i) => new Record($"{i}", request.Language, new Dictionary<string, string> { ["text"] = t }));
    }
}
