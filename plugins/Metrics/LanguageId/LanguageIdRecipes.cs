namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class LanguageIdRecipes
{
    /// <summary>
    /// Share of outputs all of whose lines are in the right language, by a fastText model whose labels are codes of languages (lid.176).
    /// </summary>
    /// <param name="modelPath">The model file; its content's hash is part of the metric's signature.</param>
    /// <exception cref="InputException">The model is missing or damaged.</exception>
    public static IMetric LinePassRate(string modelPath) => Lines(modelPath);

    /// <summary>Of the outputs in the right language, the share without an English word; for languages not in Latin script.</summary>
    /// <param name="modelPath">As for <see cref="LinePassRate"/>.</param>
    /// <param name="words">A list of English words, one a line; its content's hash is part of the metric's signature.</param>
    /// <exception cref="InputException">The model or the list is missing or damaged.</exception>
    public static IMetric WordPassRate(string modelPath, string words) => new WordPassRate(Lines(modelPath), new EnglishWords(words));

    /// <summary>
    /// Share of outputs that are in the right one of some languages, by naive Bayes over character n-grams of a source's training texts; no
    /// model file is needed.
    /// </summary>
    /// <param name="on">Texts of all the languages, such as <c>HelpParagraphs("en de fr")</c>.</param>
    /// <param name="languages">The languages that are told from each other, two or more; regions of a language are one.</param>
    /// <param name="field">The field with the text.</param>
    /// <param name="texts">Texts of each language that are learnt from, at most.</param>
    /// <exception cref="InputException">The source lacks a language, or fewer than two are named: all such are listed.</exception>
    public static IMetric OwnLanguage(ISource on, LanguageSet languages, string field = "text", int texts = 1000) =>
        new OwnLanguage(on, languages, field, texts);

    private static LinePassRate Lines(string modelPath)
    {
        var model = FastTextModel.Load(modelPath);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(modelPath)))[..12];
        return new LinePassRate(model, hash);
    }
}
