using Clt.Plugins.Sources.Debian.Components;
using Clt.Plugins.Sources.Debian.Descriptions;
using Clt.Plugins.Sources.Debian.Dictionaries;
using Clt.Plugins.Sources.Debian.Formality;
using Clt.Plugins.Sources.Debian.Help;
using Clt.Plugins.Sources.Debian.Strings;

namespace Clt.Plugins.Sources.Debian;

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class DebianRecipes
{
    /// <summary>Languages that both are translated to for the most part.</summary>
    private const string HelpLanguages = "en es fr de it ja ko pt pt-BR ru zh tr id uk vi";

    /// <summary>
    /// Debian's package descriptions in every language that the machine's mirrors offer, fetched once with apt-get into the cache folder.
    /// </summary>
    /// <param name="lists">A folder of apt's unpacked lists (<c>…Translation-xx</c>) to read instead of fetching, or null.</param>
    /// <param name="seed">Decides the splits.</param>
    public static ISource DebianDescriptions(string? lists = null, long seed = 1) => new DebianDescriptionsSource(lists, seed);

    /// <summary>
    /// The help pages of LibreOffice and GNOME, <c>title</c> and <c>text</c>, fetched once with apt-get into the cache folder (about 60
    /// MB).
    /// </summary>
    /// <param name="languages">Tags with spaces between; English is always read, since translations are aligned by it.</param>
    /// <param name="packages">
    /// A folder of files <c>libreoffice-help-xx_….deb</c> and <c>gnome-user-docs_….deb</c> to read instead of fetching.
    /// </param>
    /// <param name="passage">
    /// Part a page at line ends into records of at most so many bytes of UTF-8, for models that read less than a page at once; 0 leaves it
    /// whole.
    /// </param>
    /// <param name="seed">Decides the splits.</param>
    public static ISource HelpPages(string languages = HelpLanguages, string? packages = null, int passage = 0, long seed = 1) =>
        new HelpPagesSource(HelpPart.Pages, languages, packages, passage, seed);

    /// <summary>
    /// The lists of steps in <see cref="HelpPages"/>: <c>prompt</c> is what they are for, <c>completion</c> the numbered steps.
    /// </summary>
    /// <remarks>With the same seed, no page of one split here is in another split of <see cref="HelpPages"/>.</remarks>
    /// <param name="languages">As there.</param>
    /// <param name="packages">As there.</param>
    /// <param name="characters">Leave out, in every language, those whose English steps take more characters; 0 keeps all.</param>
    /// <param name="seed">As there.</param>
    public static ISource HowTos(string languages = HelpLanguages, string? packages = null, int characters = 0, long seed = 1) =>
        new HelpPagesSource(HelpPart.HowTos, languages, packages, characters, seed);

    /// <summary>
    /// The paragraphs of <see cref="HelpPages"/> one by one, <c>text</c>, the same items in every language: for translation,
    /// <c>Directed(HelpParagraphs("en de"))</c>.
    /// </summary>
    /// <remarks>With the same seed, no page of one split here is in another split of <see cref="HelpPages"/>.</remarks>
    /// <param name="languages">As there.</param>
    /// <param name="packages">As there.</param>
    /// <param name="characters">Leave out, in every language, those whose English takes more characters; 0 keeps all.</param>
    /// <param name="seed">As there.</param>
    public static ISource HelpParagraphs(string languages = HelpLanguages, string? packages = null, int characters = 0, long seed = 1) =>
        new HelpParagraphsSource(languages, packages, characters, seed);

    /// <summary>
    /// What programs say of themselves, <c>text</c> and <c>summary</c> (AppStream's texts in Debian's DEP-11 lists), fetched once with
    /// apt-get.
    /// </summary>
    /// <param name="lists">A folder of files <c>…Components-….yml</c> (or <c>.yml.gz</c>) to read instead of fetching, or null.</param>
    /// <param name="seed">Decides the splits.</param>
    public static ISource DebianComponents(string? lists = null, long seed = 1) => new DebianComponentsSource(lists, seed);

    /// <summary>
    /// What LibreOffice shows in menus, dialogs and messages, <c>text</c>, fetched once with apt-get (about 1 MB a language).
    /// </summary>
    /// <param name="languages">Tags with spaces between, at least one besides English.</param>
    /// <param name="packages">A folder of files <c>libreoffice-l10n-xx_….deb</c> to read instead of fetching.</param>
    /// <param name="passage">
    /// Join strings that stand near each other into records of at most so many bytes of UTF-8; 0 leaves them single.
    /// </param>
    /// <param name="seed">Decides the splits.</param>
    /// <exception cref="InputException">No language but English is named.</exception>
    public static ISource InterfaceStrings(string languages, string? packages = null, int passage = 0, long seed = 1) =>
        new InterfaceStringsSource(languages, packages, passage, seed);

    /// <summary>
    /// Messages of MediaWiki that its translators wrote in two registers: <c>text</c> addresses a user formally, <c>informal</c> does not.
    /// Fetched once with apt-get (about 50 MB).
    /// </summary>
    /// <param name="languages">Tags with spaces between, of languages with both.</param>
    /// <param name="packages">A folder with the file <c>mediawiki_….deb</c> to read instead of fetching.</param>
    /// <param name="seed">Decides the splits.</param>
    /// <exception cref="InputException">No language is named.</exception>
    public static ISource FormalStrings(string languages = "nl de es hu", string? packages = null, long seed = 1) =>
        new FormalStringsSource(languages, packages, seed);

    /// <summary>
    /// A bilingual dictionary of FreeDict, <c>word</c> and <c>translations</c>, fetched once with apt-get (0.1 to 20 MB).
    /// </summary>
    /// <param name="pair">From which language to which, as Debian's packages have them: <c>"eng-deu"</c>.</param>
    /// <param name="packages">A folder with the file <c>dict-freedict-xxx-yyy_….deb</c> to read instead of fetching.</param>
    /// <exception cref="InputException">It is no pair of languages.</exception>
    public static ISource FreeDict(string pair, string? packages = null) => new FreeDictSource(pair, packages);
}
