using Clt.Plugins.Metrics.Overlap;

namespace Plugins.Tests.Metrics;

/// <summary>Stems on odd words; that ordinary ones are Snowball's, the golden tests hold.</summary>
public class SnowballTests
{
    [Fact]
    public void Odd_words_have_stems_that_are_no_longer_than_they()
    {
        var rng = new Rng(7);
        foreach (var code in new[] { "deu", "eng", "fra", "hin", "por", "rus", "spa", "qqq" })
        {
            foreach (var word in new[] { "", "e", "aaaa", "yyyy", "uuuu", "ssss", "ionss", "éééé", "ения", "mente", "amente", "issement", "\ud800abc", "日本語文" })
                Check(word, code);
            for (var i = 0; i < 2000; i++)
            {
                var word = string.Concat(Enumerable.Range(0, 1 + rng.Next(12)).Select(_ => "aeiouyàéãçßnmrstlgdqшаиеынто"[rng.Next(28)]));
                Check(word, code);
            }
        }
    }

    // English may add an e; German writes ß as ss.
    private static void Check(string word, string code) =>
        Snowball.Stem(word, code).Length.ShouldBeLessThanOrEqualTo(word.Length + 1 + word.Count(c => c == 'ß'), $"{code} {word}");

    [Fact]
    public void Short_words_stay_and_arabic_is_refused()
    {
        Snowball.Stem("des", "fra").ShouldBe("des");
        Snowball.Stem("houses", "qqq").ShouldBe("houses");
        Should.Throw<InputException>(() => new Rouge(RougeKind.L, RougeTokenizer.XlSumStemmed).Of("أسئلة", "أسئلة", Language.Parse("ar")))
            .Message.ShouldContain("no stemmer for Arabic");
    }
}
