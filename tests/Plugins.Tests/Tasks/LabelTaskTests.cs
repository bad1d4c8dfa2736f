using static Clt.Plugins.Sources.NumberWords.NumberWordRecipes;
using static Clt.Plugins.Tasks.ClassificationRecipes;
using static Clt.Plugins.Tasks.TaggingRecipes;
using static Clt.Plugins.Tasks.TranslationsRecipes;

namespace Plugins.Tests.Tasks;

public class LabelTaskTests
{
    [Fact]
    public void A_label_follows_a_text_or_a_pair_of_texts()
    {
        var item = Item(("text", "A man sleeps."), ("hypothesis", "He is awake."), ("label", "no"));
        var task = Classification(NumberWords(), "yes no");
        task.Info.Labels.ShouldBe(["yes", "no"]);
        var example = task.Format(item);
        (example.Prompt, example.Completion).ShouldBe(("A man sleeps.", "no"));
        Classification(NumberWords(), "yes no", second: "hypothesis").Format(item).Words.ShouldBe(["A man sleeps.", "He is awake."]);
    }

    [Fact]
    public void Every_word_is_a_segment_and_the_tags_follow()
    {
        var example = Tagging(NumberWords(), Bio("day")).Format(Item(("words", "on\n Monday\n!"), ("tags", "O B-day O")));
        example.Words.ShouldBe(["on", " Monday", "!"]);
        (example.Prompt, example.Completion).ShouldBe(("on Monday!", "O B-day O"));
        example.References.ShouldBe(["O B-day O"]);
    }

    [Fact]
    public void Spans_are_scored_as_entities_and_other_tags_word_by_word()
    {
        Bio("day place").ShouldBe("O B-day I-day B-place I-place");
        Tagging(NumberWords(), Bio("day")).Info.Metrics.ShouldBe(["entity-f1", "token-accuracy"]);
        Tagging(NumberWords(), "NOUN VERB").Info.Metrics.ShouldBe(["token-accuracy"]);
    }

    [Theory]
    [InlineData("a\n b", "X", "2 words but 1 tags")]
    [InlineData("a\n ", "X X", "a word is empty")]
    public void Tags_that_do_not_go_with_the_words_are_refused(string words, string tags, string what)
    {
        var task = Tagging(NumberWords(), "X Y");

        Should.Throw<InputException>(() => task.Format(Item(("words", words), ("tags", tags)))).Message.ShouldContain(what);
    }

    [Theory]
    [InlineData("one", "1 ")]
    [InlineData("one two one", "twice")]
    public void Labels_are_two_or_more_and_different(string labels, string what)
    {
        Should.Throw<InputException>(() => Classification(NumberWords(), labels)).Message.ShouldContain(what);
        Should.Throw<InputException>(() => Tagging(NumberWords(), labels)).Message.ShouldContain(what);
    }

    [Fact]
    public void A_translation_is_what_is_to_be_found()
    {
        var example = Translations(NumberWords()).Format(Item(("text", "Hallo"), ("translation", "Hello")));
        (example.Prompt, example.Completion).ShouldBe(("Hallo", "Hello"));
    }

    private static Record Item(params (string Name, string Text)[] fields) =>
        new("1", Language.Parse("en"), fields.ToDictionary(f => f.Name, f => f.Text));
}
