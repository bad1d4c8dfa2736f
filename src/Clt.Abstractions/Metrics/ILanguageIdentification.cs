namespace Clt;

/// <summary>
/// Makes the metric that tells text in its language from text in another from a model file, for <c>clt data stats --identify FILE</c>. A
/// plugin that can has one: a public class with a public constructor without parameters.
/// </summary>
public interface ILanguageIdentification
{
    /// <summary>
    /// A metric that is 1 for an output in its language, 0 for another, and not a number where the text is too short to tell.
    /// </summary>
    /// <exception cref="InputException">The file is missing, damaged or of another kind.</exception>
    IMetric Read(string file);
}

/// <summary>
/// A metric that cannot score every language, such as one that needs a model of it. It is asked when a study is checked, so that nobody
/// trains first and reads zeros afterwards.
/// </summary>
public interface ILanguageBound
{
    /// <summary>Why the language cannot be scored, or null where it can.</summary>
    Problem? Refusal(Language language);
}
