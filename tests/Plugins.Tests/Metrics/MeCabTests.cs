using Clt.Plugins.Metrics.Overlap;
using Plugins.Tests.Golden.Metrics;

namespace Plugins.Tests.Metrics;

/// <summary>
/// What is refused without MeCab's library or dictionary, and odd texts with them; that the words are sacreBLEU's, the golden tests hold.
/// </summary>
public class MeCabTests
{
    [Theory]
    [InlineData(BleuTokenizer.JaMecab, "BLEU's tokenizer ja-mecab", "mecab-ipadic-utf8")]
    [InlineData(BleuTokenizer.KoMecab, "BLEU's tokenizer ko-mecab", "mecab-ko-dic")]
    public void A_folder_without_a_dictionary_is_refused_before_anything_is_scored(BleuTokenizer tokenizer, string where, string package)
    {
        using var folder = new TemporaryFolder();
        var refused = Should.Throw<InputException>(() => new Bleu(new BleuOptions(tokenizer, Dictionary: folder.Path)));
        var problem = refused.Problems[^1];
        problem.What.ShouldContain(folder.Path);
        problem.Where.ShouldBe(where);
        problem.Mend.ShouldContain(package);
        problem.Mend.ShouldContain("Dictionary:");
    }

    [MeCabFact(BleuTokenizer.JaMecab)]
    public void A_file_that_is_no_dictionary_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "sys.dic"), "no dictionary");
        File.WriteAllText(Path.Combine(folder.Path, "dicrc"), "");
        Should.Throw<InputException>(() => BleuTokenizers.Name(BleuTokenizer.JaMecab, folder.Path)).Message.ShouldContain("does not take");
    }

    [MeCabFact(BleuTokenizer.JaMecab)]
    public void The_dictionary_of_another_language_is_refused() =>
        Should
            .Throw<InputException>(() => BleuTokenizers.Name(BleuTokenizer.KoMecab, MeCabDictionary.Of(BleuTokenizer.JaMecab).Find(null)))
            .Message.ShouldContain("not 811795");

    [MeCabFact(BleuTokenizer.JaMecab)]
    public void No_letter_is_lost_in_odd_texts()
    {
        var odd = new[]
        {
            "",
            " \u3000\n",
            "a\0b",
            "\ud800",
            "𠮟る",
            "東京\n都",
            "e\u0301",
            "🙂🙂",
            new string('a', 3000),
            new string('あ', 3000),
        };
        foreach (var text in odd)
        {
            var words = BleuTokenizers.Tokenize(text, BleuTokenizer.JaMecab);
            Letters(words).ShouldBe(Letters(text.Replace('\ud800', '\ufffd')));
        }
    }

    [MeCabFact(BleuTokenizer.JaMecab)]
    public void Threads_get_the_words_that_one_gets()
    {
        var lines = Enumerable.Range(0, 400).Select(i => $"彼は{i}月に東京都へ行った。").ToList();
        var alone = lines.Select(l => BleuTokenizers.Tokenize(l, BleuTokenizer.JaMecab)).ToList();
        lines.AsParallel().AsOrdered().Select(l => BleuTokenizers.Tokenize(l, BleuTokenizer.JaMecab)).ToList().ShouldBe(alone);
    }

    private static string Letters(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '\0'));
}
