namespace Clt.Plugins.Metrics.Overlap;

/// <summary>
/// Stems of words by Snowball's published algorithms, as XL-Sum's ROUGE uses them (Arabic with NLTK's differences); Hindi by its own
/// stemmer. No word is exempt.
/// </summary>
public static class Snowball
{
    /// <summary>The stem of a lower-case word; other languages' words, and those of three letters and fewer, stay as they are.</summary>
    /// <param name="word">In lower case.</param>
    /// <param name="iso639">The language, three letters.</param>
    public static string Stem(string word, string iso639) =>
        word.Length <= 3
            ? word
            : iso639 switch
            {
                "ara" or "arb" => ArabicStemmer.Stem(word),
                "deu" => GermanStemmer.Stem(word),
                "eng" => EnglishStemmer.Stem(word),
                "fra" => FrenchStemmer.Stem(word),
                "hin" => HindiStemmer.Stem(word),
                "por" => PortugueseStemmer.Stem(word),
                "rus" => RussianStemmer.Stem(word),
                "spa" => SpanishStemmer.Stem(word),
                _ => word,
            };
}
