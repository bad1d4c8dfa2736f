namespace Clt.Plugins.Sources.NumberWords;

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class NumberWordRecipes
{
    /// <summary>Arithmetic questions in number words: <c>What is twenty-three plus four?</c>, the same items in every language.</summary>
    /// <param name="below">Operands are 1 … below - 1 (3 to 500). Below 50 there are 2,401 sums and 1,225 differences.</param>
    /// <param name="operations"><c>"+"</c>, <c>"-"</c> (never negative) or <c>"+-"</c>.</param>
    /// <param name="seed">Decides splits, wordings and order.</param>
    public static ISource NumberWords(int below = 50, string operations = "+", long seed = 1) =>
        new NumberWordsSource(new SumRange(below, operations, seed));

    /// <summary>
    /// Lines to pre-train a base on: <c>23 = twenty-three</c>, <c>twenty-three plus four = 23 + 4</c>, <c>23 + 4 = 27</c>, questions
    /// without answers.
    /// </summary>
    /// <param name="languages">Tags with spaces between, such as <c>"en es ja"</c>; lines across two languages draw from them too.</param>
    /// <param name="below">
    /// As for <see cref="NumberWords"/>: with the same settings and seed the questions are of that source's training split only.
    /// </param>
    /// <param name="operations">As for <see cref="NumberWords"/>.</param>
    /// <param name="lines">
    /// Lines a language, over all splits; a mixture takes as many of them as it needs. A line is about 25 bytes in Latin script.
    /// </param>
    /// <param name="seed">Decides the lines.</param>
    public static ISource NumberWordText(
        string languages = "en es fr ja zh ar ko pt",
        int below = 50,
        string operations = "+",
        int lines = 40_000,
        long seed = 1
    ) => NumberWordText(languages.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Language.Parse), below, operations, lines, seed);

    /// <inheritdoc cref="NumberWordText(string, int, string, int, long)"/>
    public static ISource NumberWordText(
        IEnumerable<Language> languages,
        int below = 50,
        string operations = "+",
        int lines = 40_000,
        long seed = 1
    ) => new NumberWordTextSource(new SumRange(below, operations, seed), [.. languages.Distinct()], lines);
}
