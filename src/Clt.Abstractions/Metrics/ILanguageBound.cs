namespace Clt;

/// <summary>
/// A metric that cannot score every language, such as one that needs a model of it. It is asked when a study is checked, so that nobody
/// trains first and reads zeros afterwards.
/// </summary>
public interface ILanguageBound
{
    /// <summary>Why the language cannot be scored, or null where it can.</summary>
    Problem? Refusal(Language language);
}
