namespace Clt.Plugins.Sources.Corpora;

/// <summary>What recipes call for corpora with labels, tags and translations.</summary>
[RecipeApi]
public static class LabelledRecipes
{
    /// <summary>The intents of <see cref="Dialogue"/>.</summary>
    public const string DialogueIntents = "alarm/cancel_alarm alarm/modify_alarm alarm/set_alarm alarm/show_alarms alarm/snooze_alarm "
        + "alarm/time_left_on_alarm reminder/cancel_reminder reminder/set_reminder reminder/show_reminders weather/checkSunrise weather/checkSunset "
        + "weather/find";

    /// <summary>The slots of <see cref="Dialogue"/>; <c>Bio(DialogueSlots)</c> are the tags of its words.</summary>
    public const string DialogueSlots = "alarm/alarm_modifier datetime demonstrative_reference location negation news/type reminder/noun "
        + "reminder/recurring_period reminder/reference reminder/reminder_modifier reminder/todo weather/attribute weather/noun "
        + "weather/temperatureUnit";

    /// <summary>The universal parts of speech.</summary>
    public const string PartsOfSpeech = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X";

    /// <summary>Requests to an assistant in en, es and th: <c>text</c>, <c>label</c> (the intent), <c>words</c> and <c>tags</c> (slots).</summary>
    /// <param name="folder">The folder of the languages' folders.</param>
    /// <param name="divided">Tags of languages whose eval file is divided into training and validation, since their training file is not there.</param>
    public static ISource Dialogue(string folder, string divided = "") =>
        new Dialogue(folder, divided.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Language.Parse));

    /// <summary>Treebanks: <c>text</c>, <c>words</c>, <c>tags</c> (parts of speech) and <c>tree</c>.</summary>
    /// <param name="folder">The folder of the <c>*.conllu</c> files.</param>
    /// <param name="divided">Divide the items of all files, a half for training and two fifths for tests: for the parallel treebanks, which are tests.</param>
    public static ISource UniversalDependencies(string folder, bool divided = false) => new UniversalDependencies(folder, divided);

    /// <summary>Items of an aligned source with their translation: <c>text</c> and <c>translation</c>.</summary>
    /// <param name="of">The source.</param>
    /// <param name="with">Tag of the language of the translations.</param>
    /// <param name="field">The field of the source that holds a text.</param>
    public static ISource Parallel(ISource of, string with = "en", string field = "text") => new ParallelTexts(of, Language.Parse(with), field);
}
