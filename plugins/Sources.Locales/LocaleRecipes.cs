namespace Clt.Plugins.Sources.Locales;

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class LocaleRecipes
{
    /// <summary>
    /// Multiple-choice questions on facts of the machine's locale data, the same items in nine languages: which currency a country has,
    /// which country a currency, which month or weekday follows. Fields: <c>question</c>, <c>choices</c>, <c>answer</c>.
    /// </summary>
    /// <param name="relations">Some of <c>currency country month weekday</c>, with spaces between.</param>
    /// <param name="choices">Options of a question, 2 to 7.</param>
    /// <param name="seed">Decides splits and options.</param>
    /// <exception cref="InputException">There is no such relation, or the options are too few or too many.</exception>
    public static ISource LocaleFacts(string relations = "currency country month weekday", int choices = 4, long seed = 1) =>
        new LocaleFactsSource(relations, choices, seed);

    /// <summary>
    /// Lines to pre-train a base on: the same facts as statements, names across languages, and questions without answers.
    /// </summary>
    /// <param name="languages">Tags with spaces between; lines across two languages draw from them too.</param>
    /// <param name="lines">Lines a language; a mixture takes as many as it needs.</param>
    /// <param name="seed">Decides the lines; with the seed of <see cref="LocaleFacts"/> no test question is among them.</param>
    /// <exception cref="InputException">A language has no facts, or there are no lines.</exception>
    public static ISource LocaleText(string languages = "en es fr de pt ja zh ko ar", int lines = 20_000, long seed = 1) =>
        new LocaleTextSource(languages, lines, seed);
}
