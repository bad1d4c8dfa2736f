using Clt.Plugins.Sources.Lexicons.Dictionaries;
using Clt.Plugins.Sources.Lexicons.Mapping;
using Clt.Plugins.Sources.Lexicons.Style;
using Clt.Plugins.Sources.Lexicons.Switching;
using Clt.Plugins.Sources.Lexicons.Vectors;

namespace Clt.Plugins.Sources.Lexicons;

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class LexiconRecipes
{
    /// <summary>A bilingual dictionary of one or several parts from one language: <c>Dictionary(FreeDict("eng-deu"))</c>.</summary>
    /// <param name="parts">Dictionaries; where two have a word, the translations of the first come first.</param>
    /// <exception cref="InputException">One is no dictionary, or they are from different languages.</exception>
    public static ISource Dictionary(params ISource[] parts) => new JoinedDictionary(parts);

    /// <summary>A bilingual dictionary in a file: a word and its translation a line, a tab or one space between (MUSE's form).</summary>
    /// <param name="file">The file.</param>
    /// <param name="from">Tag of the language of the words.</param>
    /// <param name="to">Tag of the language of the translations.</param>
    public static ISource Dictionary(string file, string from, string to) =>
        new DictionaryFile(file, Language.Parse(from), Language.Parse(to));

    /// <summary>
    /// A bilingual dictionary of an aligned source, such as <c>InterfaceStrings("th")</c>: short texts of an item in two languages.
    /// </summary>
    /// <param name="of">The source; items of all its splits are read.</param>
    /// <param name="from">Tag of the language of the words.</param>
    /// <param name="field">The field that holds a text.</param>
    /// <param name="words">Leave out items whose text has more words than that.</param>
    /// <exception cref="InputException">The source has not that language.</exception>
    public static ISource Dictionary(ISource of, string from, string field = "text", int words = 1) =>
        new AlignedDictionary(of, Language.Parse(from), field, words);

    /// <summary>
    /// A source whose training items in the dictionary's language have some words replaced by translations; labels and tags stay.
    /// </summary>
    /// <param name="of">Any source; records with <c>words</c> are switched word by word, so that tags keep their words.</param>
    /// <param name="dictionary">A dictionary, such as <c>Dictionary(FreeDict("eng-spa"))</c>.</param>
    /// <param name="rate">The probability that a word that the dictionary has is replaced.</param>
    /// <param name="into">
    /// Tags of languages, with spaces between, one of which is drawn for each word; all of the dictionary by default.
    /// </param>
    /// <param name="translations">Most translations of a word; one is drawn among the first.</param>
    /// <param name="field">The field that is switched.</param>
    /// <param name="seed">Decides what is switched; another seed, another view of the same items.</param>
    /// <exception cref="InputException">There is no dictionary for a language, or a number is out of range.</exception>
    public static ISource CodeSwitched(
        ISource of,
        ISource dictionary,
        double rate = 0.5,
        string into = "",
        int translations = 3,
        string field = "text",
        long seed = 1
    ) => new CodeSwitchedSource(of, dictionary, rate, into, translations, field, seed);

    /// <summary>
    /// Denoising of a bitext's sides (code-switching restore, Zan et al. 2022): the texts that two languages of an aligned source have,
    /// with a field <c>spoilt</c> in which spans of words are translated into the other language. The text itself is what is to be
    /// restored: <c>Prompted(SpoiltSpans(…), "{spoilt}", "{text}")</c>.
    /// </summary>
    /// <param name="of">A source whose items have the same names in both languages.</param>
    /// <param name="between">Tags of the two languages: <c>"en de"</c>.</param>
    /// <param name="by">
    /// A dictionary from each of the two into the other; words that it has not stay. Without dictionaries each span is one mask (text
    /// infilling, Lewis et al. 2020).
    /// </param>
    /// <param name="share">Share of a text's words that fall into spans, above 0 and at most 1.</param>
    /// <param name="length">Mean length of a span in words, from 0.5 to 100 (Poisson); a span of no words puts a mask in.</param>
    /// <param name="alternate">
    /// Spoil one side of each item: the first language's of those at even places, the second's of the others; else both sides.
    /// </param>
    /// <param name="translations">Most translations of a word; one is drawn among the first.</param>
    /// <param name="mask">The text of the tokenizer's mask.</param>
    /// <param name="field">The field of a text.</param>
    /// <param name="seed">Decides what is spoilt; another seed, another view of the same items.</param>
    /// <exception cref="InputException">
    /// A language or a dictionary is missing, or a number is out of range: all is told at once.
    /// </exception>
    public static ISource SpoiltSpans(
        ISource of,
        string between,
        IReadOnlyList<ISource>? by = null,
        double share = 0.35,
        double length = 3.5,
        bool alternate = false,
        int translations = 3,
        string mask = "<mask>",
        string field = "text",
        long seed = 1
    ) =>
        new SpoiltSpansSource(
            of,
            between,
            by ?? [],
            alternate,
            new SpanSettings(share, length, translations, mask, field, new Seed((ulong)seed))
        );

    /// <summary>Skip-gram word vectors (Mikolov et al. 2013), trained here on the training parts of sources, on one thread.</summary>
    /// <param name="on">The sources; each gives the languages that it has.</param>
    /// <param name="field">The field of the texts, or several with spaces between, of which the first that a record has is taken.</param>
    /// <param name="tokenizer">A folder or file of a tokenizer whose pieces get vectors; none for words.</param>
    /// <param name="width">Numbers of a vector.</param>
    /// <param name="window">Most words on each side.</param>
    /// <param name="negatives">Drawn words beside each true one.</param>
    /// <param name="epochs">Passes over the texts.</param>
    /// <param name="minCount">Rarer words get no vector.</param>
    /// <param name="subsample">Share of all words above which frequent words are thinned; 0 keeps all.</param>
    /// <param name="rate">Learning rate at the start.</param>
    /// <param name="seed">Of all that is drawn.</param>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public static WordVectors SkipGram(
        IReadOnlyList<ISource> on,
        string field = "text",
        string? tokenizer = null,
        int width = 100,
        int window = 5,
        int negatives = 5,
        int epochs = 5,
        int minCount = 5,
        double subsample = 1e-3,
        double rate = 0.025,
        long seed = 1
    ) => new SkipGram(on, field, tokenizer, new SkipGramSettings(width, window, negatives, epochs, minCount, subsample, rate, seed));

    /// <summary>Word vectors in files of fastText's text format (<c>.vec</c>).</summary>
    /// <param name="path">A file a language, <c>{language}</c> standing for the tag: <c>"wiki.{language}.vec"</c>.</param>
    /// <param name="words">Most words of a file; the first ones are the most frequent.</param>
    public static WordVectors VectorFiles(string path, int words = 200_000) => new VectorFiles(path, words);

    /// <summary>
    /// A dictionary induced from word vectors, without parallel text: unit length and centring, orthogonal Procrustes with self-learning,
    /// nearest words by CSLS.
    /// </summary>
    /// <param name="of">The vectors of all languages.</param>
    /// <param name="from">Tag of the language of the words.</param>
    /// <param name="to">Tags of the languages of the translations, with spaces between.</param>
    /// <param name="top">Translations of a word, best first.</param>
    /// <param name="start">A dictionary to start from; without it words that are written alike, numerals among them.</param>
    /// <param name="numeralsOnly">Start from numerals alone.</param>
    /// <param name="selfLearning">Learn the mapping on from its own pairs.</param>
    /// <param name="neighbours">Of CSLS; 0 takes the cosine alone.</param>
    /// <param name="frequent">How many of the most frequent words the mapping is learnt of.</param>
    /// <param name="words">Most words of either language.</param>
    /// <param name="against">A dictionary whose precision@1 is reported when the lexicon is made.</param>
    /// <exception cref="InputException">A language has no vectors or no dictionary to start from, or a setting is out of range.</exception>
    public static ISource Lexicon(
        WordVectors of,
        string from,
        string to,
        int top = 3,
        ISource? start = null,
        bool numeralsOnly = false,
        bool selfLearning = true,
        int neighbours = 10,
        int frequent = 5000,
        int words = 20_000,
        ISource? against = null
    ) =>
        new LexiconSource(
            of,
            Language.Parse(from),
            [.. to.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Language.Parse).Distinct()],
            new LexiconStart(start, numeralsOnly),
            new LexiconSettings(top, neighbours, frequent, words, selfLearning),
            against
        );

    /// <summary>
    /// Word vectors of several languages in one space, for models such as <c>BiLstm(…)</c>: those of other languages are rotated into the
    /// space of one. Records have <c>word</c> and <c>vector</c>.
    /// </summary>
    /// <param name="of">The vectors of all languages.</param>
    /// <param name="into">Tag of the language whose space it is.</param>
    /// <param name="from">Tags of the languages whose vectors are rotated, with spaces between.</param>
    /// <param name="start">
    /// A dictionary from <paramref name="into"/> whose pairs the rotation is learnt from; without it words that are written alike.
    /// </param>
    /// <param name="numeralsOnly">Start from numerals alone.</param>
    /// <param name="selfLearning">Learn the rotation on from its own pairs; else the dictionary's pairs decide.</param>
    /// <param name="neighbours">Of CSLS in self-learning; 0 takes the cosine alone.</param>
    /// <param name="frequent">How many of the most frequent words self-learning looks at.</param>
    /// <param name="words">Most words of a language.</param>
    /// <param name="retrofit">
    /// The share that the mean of a word's translations has of its vector, where the dictionary has any (Faruqui et al. 2015): 0, the
    /// default, leaves vectors as they are rotated, .5 takes the middle.
    /// </param>
    /// <exception cref="InputException">
    /// A language has no vectors or no pair of words to start from, or a setting is out of range.
    /// </exception>
    public static ISource MappedVectors(
        WordVectors of,
        string into,
        string from,
        ISource? start = null,
        bool numeralsOnly = false,
        bool selfLearning = false,
        int neighbours = 10,
        int frequent = 5000,
        int words = 20_000,
        double retrofit = 0
    ) =>
        new MappedVectors(
            of,
            Language.Parse(into),
            [.. from.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Language.Parse).Distinct()],
            new LexiconStart(start, numeralsOnly),
            new LexiconSettings(Top: 1, neighbours, frequent, words, selfLearning),
            retrofit
        );

    /// <summary>
    /// A source whose words with digits are placeholders (delexicalisation), in all languages and splits: <c>&lt;number&gt;</c>,
    /// <c>&lt;time&gt;</c> or <c>&lt;digits&gt;</c>. Labels and tags stay.
    /// </summary>
    /// <param name="of">Records with <c>words</c>, such as <c>Dialogue()</c>.</param>
    public static ISource Delexicalised(ISource of) => new DelexicalisedSource(of);

    /// <summary>
    /// Synthetic informality: texts beside a version of them that rules made informal, for style transfer where there are no pairs by
    /// people. English, French, Italian and Brazilian Portuguese.
    /// </summary>
    /// <param name="of">Formal texts, such as <c>HelpParagraphs("en fr")</c>.</param>
    /// <param name="rules">
    /// Names with spaces between: <c>case</c>, <c>punctuation</c>, <c>stretched</c> vowels and <c>emoticons</c> are the same for all
    /// languages, <c>contractions</c>, <c>elisions</c>, <c>slang</c> and <c>numerals</c> have a list for each.
    /// </param>
    /// <param name="heldOut">Rules that test items are made informal by too, and no others.</param>
    /// <param name="rate">How probable it is that a rule changes a text, or a word where it has a list of words.</param>
    /// <param name="words">Texts of fewer words are left out.</param>
    /// <param name="into">The field of the informal text.</param>
    /// <param name="field">The field of the text.</param>
    /// <param name="seed">Decides what is changed, with the item and its language.</param>
    /// <exception cref="InputException">
    /// A rule is unknown, held out and not, or a number is out of range; or the source has no language that has rules: all is told.
    /// </exception>
    public static ISource Informal(
        ISource of,
        string rules = "case punctuation contractions elisions slang",
        string heldOut = "numerals stretched emoticons",
        double rate = 0.7,
        int words = 4,
        string into = "informal",
        string field = "text",
        long seed = 1
    ) => new InformalSource(of, rules, heldOut, rate, words, into, field, seed);
}
