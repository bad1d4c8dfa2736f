using Clt.Plugins.Metrics.LanguageId;

namespace Plugins.Tests.Metrics.LanguageId;

public class EnglishWordsTests
{
    [Fact]
    public void Only_lower_case_words_of_four_letters_count()
    {
        using var folder = new TemporaryFolder();
        var words = new EnglishWords(folder.Write("words", "the\nAlso\nalso\r\nnot\nword\n"));
        words.Contains("also").ShouldBeTrue();
        words.Contains("word").ShouldBeTrue();
        words.Contains("Also").ShouldBeFalse();
        words.Contains("the").ShouldBeFalse();
        words.Hash.ShouldNotBe(new EnglishWords(folder.Write("others", "word")).Hash);
    }

    [Fact]
    public void A_missing_or_empty_list_is_refused()
    {
        using var folder = new TemporaryFolder();
        Should.Throw<InputException>(() => new EnglishWords("")).Message.ShouldContain("none comes with this plugin");
        Should.Throw<InputException>(() => new EnglishWords(Path.Combine(folder.Path, "none"))).Message.ShouldContain("is not there");
        Should
            .Throw<InputException>(() => new EnglishWords(folder.Write("short", "a\nAn\nthe")))
            .Message.ShouldContain("no word of the list counts");
    }
}
