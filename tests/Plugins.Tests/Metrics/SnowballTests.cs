using Clt.Plugins.Metrics.Overlap;

namespace Plugins.Tests.Metrics;

/// <summary>Stems on odd words; that ordinary ones are Snowball's, the golden tests hold.</summary>
public class SnowballTests
{
    [Fact]
    public void Odd_words_have_stems_that_are_no_longer_than_they()
    {
        var rng = new Rng(7);
        foreach (var code in new[] { "ara", "deu", "eng", "fra", "hin", "por", "rus", "spa", "qqq" })
        {
            foreach (
                var word in new[]
                {
                    "",
                    "e",
                    "aaaa",
                    "yyyy",
                    "uuuu",
                    "ssss",
                    "ionss",
                    "éééé",
                    "ения",
                    "mente",
                    "amente",
                    "issement",
                    "الالالال",
                    "ًٌٍَُِّْ",
                    "وووو",
                    "ؤؤؤؤ",
                    "\ud800abc",
                    "日本語文",
                }
            )
                Check(word, code);
            for (var i = 0; i < 2000; i++)
            {
                var word = string.Concat(
                    Enumerable.Range(0, 1 + rng.Next(12)).Select(_ => "aeiouyàéãçßnmrstlgdqшаиеынтоاليوتنهكبفسأةم"[rng.Next(42)])
                );
                Check(word, code);
            }
        }
    }

    // English may add an e; German writes ß as ss.
    private static void Check(string word, string code) =>
        Snowball.Stem(word, code).Length.ShouldBeLessThanOrEqualTo(word.Length + 1 + word.Count(c => c == 'ß'), $"{code} {word}");

    [Fact]
    public void Short_words_and_those_of_other_languages_stay()
    {
        Snowball.Stem("des", "fra").ShouldBe("des");
        Snowball.Stem("houses", "qqq").ShouldBe("houses");
    }

    [Theory]
    [InlineData("والكتاب", "كتاب")] // and the book
    [InlineData("كتابهما", "كتاب")] // the book of the two
    [InlineData("بالمدرسة", "مدرس")] // in the school
    [InlineData("مُدَرِّس", "مدرس")] // vowel signs go
    [InlineData("مسؤول", "مسوول")] // a hamza leaves its seat, which stays
    [InlineData("يقرأ", "يقرء")]
    public void Arabic_words_lose_articles_pronouns_vowel_signs_and_hamzas(string word, string stem) =>
        Snowball.Stem(word, "ara").ShouldBe(stem);
}
