namespace Clt.Plugins.Sources.Corpora;

/// <summary>What recipes call for corpora with labels, tags and translations.</summary>
[RecipeApi]
public static class LabelledRecipes
{
    /// <summary>The intents of <see cref="Dialogue"/>.</summary>
    public const string DialogueIntents =
        "alarm/cancel_alarm alarm/modify_alarm alarm/set_alarm alarm/show_alarms alarm/snooze_alarm "
        + "alarm/time_left_on_alarm reminder/cancel_reminder reminder/set_reminder reminder/show_reminders weather/checkSunrise "
        + "weather/checkSunset "
        + "weather/find";

    /// <summary>The slots of <see cref="Dialogue"/>; <c>Bio(DialogueSlots)</c> are the tags of its words.</summary>
    public const string DialogueSlots =
        "alarm/alarm_modifier datetime demonstrative_reference location negation news/type reminder/noun "
        + "reminder/recurring_period reminder/reference reminder/reminder_modifier reminder/todo weather/attribute weather/noun "
        + "weather/temperatureUnit";

    /// <summary>The universal parts of speech.</summary>
    public const string PartsOfSpeech = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X";

    /// <summary>
    /// Requests to an assistant in en, es and th: <c>text</c>, <c>label</c> (the intent), <c>words</c> and <c>tags</c> (slots).
    /// </summary>
    /// <param name="folder">The folder of the languages' folders; none for the catalogue's set.</param>
    /// <param name="divided">
    /// Tags of languages whose eval file is divided into training and validation, since their training file is not there.
    /// </param>
    /// <param name="percent">
    /// The few-shot part that languages are trained on, which lies beside their training file: 1, 3 or 5 percent of it; 100 by default, the
    /// file itself. Languages that are divided are trained on what their division gives.
    /// </param>
    public static ISource Dialogue(string? folder = null, string divided = "", int percent = 100) =>
        CorporaRecipes.Named(
            "slu",
            folder,
            (f, _) => new Dialogue(f, divided.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Language.Parse), percent)
        );

    /// <summary>The intents of <see cref="Mtop"/>, by number.</summary>
    public const string MtopIntents = "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15";

    /// <summary>The slots of <see cref="Mtop"/>; <c>Bio(MtopSlots)</c> are the tags of its words.</summary>
    public const string MtopSlots =
        "ALARM_NAME AMOUNT ATTENDEE_EVENT ATTRIBUTE_EVENT CATEGORY_EVENT CONTACT CONTACT_ADDED CONTACT_RELATED "
        + "CONTACT_REMOVED CONTENT_EXACT DATE_TIME EDUCATION_DEGREE EMPLOYER GROUP JOB LIFE_EVENT LOCATION MAJOR "
        + "METHOD_RECIPES METHOD_RETRIEVAL_REMINDER METHOD_TIMER MUSIC_ALBUM_MODIFIER MUSIC_ALBUM_TITLE "
        + "MUSIC_ARTIST_NAME MUSIC_GENRE MUSIC_PLAYLIST_MODIFIER MUSIC_PLAYLIST_TITLE MUSIC_PROVIDER_NAME MUSIC_RADIO_ID "
        + "MUSIC_TRACK_TITLE MUSIC_TYPE NAME_APP NEWS_CATEGORY NEWS_REFERENCE NEWS_SOURCE NEWS_TOPIC NEWS_TYPE ORDINAL "
        + "PERIOD PERSON_REMINDED PHONE_NUMBER RECIPES_ATTRIBUTE RECIPES_COOKING_METHOD RECIPES_CUISINE RECIPES_DIET "
        + "RECIPES_DISH RECIPES_EXCLUDED_INGREDIENT RECIPES_INCLUDED_INGREDIENT RECIPES_MEAL RECIPES_QUALIFIER_NUTRITION "
        + "RECIPES_RATING RECIPES_SOURCE RECIPES_TIME_PREPARATION RECIPES_TYPE RECIPES_TYPE_NUTRITION "
        + "RECIPES_UNIT_MEASUREMENT RECIPES_UNIT_NUTRITION RECIPIENT SCHOOL SIMILARITY TIMER_NAME TITLE_EVENT TODO "
        + "TYPE_CONTACT TYPE_CONTENT TYPE_RELATION USER_ATTENDEE_EVENT WEATHER_ATTRIBUTE WEATHER_TEMPERATURE_UNIT";

    /// <summary>Requests in de, en, es, fr, hi and th: <c>text</c>, <c>label</c> (the intent), <c>words</c> and <c>tags</c>.</summary>
    /// <param name="folder">The folder of <c>train-xx.tsv</c>, <c>dev-xx.tsv</c>, <c>test-xx.tsv</c>; none for the catalogue's set.</param>
    public static ISource Mtop(string? folder = null) => CorporaRecipes.Named("mtop", folder, (f, files) => new Mtop(f, files));

    /// <summary>The types of names in <see cref="UniversalNer"/>; <c>Bio(EntityTypes)</c> are the tags of its words.</summary>
    public const string EntityTypes = "LOC ORG PER";

    /// <summary>Sentences with names: <c>text</c>, <c>words</c> and <c>tags</c>.</summary>
    /// <param name="folder">The folder of the <c>*.iob2</c> files; none for the catalogue's set.</param>
    /// <param name="divided">
    /// Divide the items of all files, a half for training and two fifths for tests. Languages of one treebank must share identifiers, or
    /// translations would be divided apart.
    /// </param>
    /// <param name="treebanks">
    /// Join the names to these sentences, whose identifiers and parts count: <c>UniversalDependencies(divided: true)</c>. Records have the
    /// treebanks' fields, with names as <c>tags</c> and parts of speech as <c>parts</c>.
    /// </param>
    /// <exception cref="InputException">Both divided and treebanks are given.</exception>
    public static ISource UniversalNer(string? folder = null, bool divided = false, ISource? treebanks = null)
    {
        if (treebanks is null)
            return CorporaRecipes.Named("uner-pud", folder, (f, files) => new UniversalNer(f, divided, files));
        if (divided)
        {
            throw new InputException(
                "the sentences are those of treebanks, and divided as they are",
                "UniversalNer, divided",
                "Leave it out, and divide the treebanks: UniversalDependencies(divided: true)."
            );
        }

        return new NamedTreebanks(UniversalNer(folder), treebanks);
    }

    /// <summary>Sentences beside their English translations: <c>text</c>, <c>translation</c>; each language has its own.</summary>
    /// <param name="folder">The folder of <c>tatoeba.xxx-eng.*</c>; none for the catalogue's set.</param>
    /// <param name="divided">Divide the sentences, a half for training and two fifths for tests.</param>
    public static ISource Tatoeba(string? folder = null, bool divided = false) =>
        CorporaRecipes.Named("tatoeba", folder, (f, files) => new Tatoeba(f, divided, files));

    /// <summary>Treebanks: <c>text</c>, <c>words</c>, <c>tags</c> (parts of speech) and <c>tree</c>.</summary>
    /// <param name="folder">The folder of the <c>*.conllu</c> files; none for the catalogue's set, the parallel treebanks.</param>
    /// <param name="divided">
    /// Divide the items of all files, a half for training and two fifths for tests: for the parallel treebanks, which are tests.
    /// </param>
    public static ISource UniversalDependencies(string? folder = null, bool divided = false) =>
        CorporaRecipes.Named("ud-pud", folder, (f, files) => new UniversalDependencies(f, divided, files));

    /// <summary>Items of an aligned source with their translation: <c>text</c> and <c>translation</c>.</summary>
    /// <param name="of">The source.</param>
    /// <param name="with">Tag of the language of the translations.</param>
    /// <param name="field">The field of the source that holds a text.</param>
    public static ISource Parallel(ISource of, string with = "en", string field = "text") =>
        new ParallelTexts(of, Language.Parse(with), field);

    /// <summary>
    /// Two adjacent segments of each text as a pair, for pre-training on pairs without translations: <c>text</c> and <c>translation</c>.
    /// Texts are cut where a line, a sentence or a word ends nearest to the middle.
    /// </summary>
    /// <param name="of">The source; texts of some length, such as passages.</param>
    /// <param name="field">The field of the source that holds a text.</param>
    public static ISource Adjacent(ISource of, string field = "text") => new AdjacentTexts(of, field);

    /// <summary>
    /// Pairs of texts that belong together or do not, half of each: <c>text</c>, <c>second</c> and <c>label</c> (<c>match</c> or
    /// <c>other</c>). For <c>Classification(…, "match other", second: "second")</c>.
    /// </summary>
    /// <param name="of">Records that have both texts, such as questions and answers.</param>
    /// <param name="first">The field of the first text.</param>
    /// <param name="second">The field of the text that belongs to it; in the other half it is that of another item.</param>
    /// <param name="seed">Chooses which items are matched, and partners of the others.</param>
    public static ISource Matched(ISource of, string first, string second, long seed = 1) => new MatchedPairs(of, first, second, seed);
}
