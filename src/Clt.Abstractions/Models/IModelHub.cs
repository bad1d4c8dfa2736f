namespace Clt;

/// <summary>
/// Model hub: a place that has models as Hugging Face directories, by name. Recipes name one as <c>SCHEME:owner/name@revision</c>.
/// </summary>
/// <remarks>A plugin's public class with a constructor without parameters; settings such as tokens come from the environment.</remarks>
public interface IModelHub
{
    /// <summary>What stands before the colon: lower-case letters, at least two.</summary>
    string Scheme { get; }

    /// <summary>
    /// Fetches a model into a folder, once: configuration, tokenizer, template and safetensors. What is there already is not asked for
    /// again, what broke off is taken up, and nothing is kept that is not what the hub names by length and checksum.
    /// </summary>
    /// <param name="name"><c>owner/name</c>, or <c>owner/name@revision</c>.</param>
    /// <param name="folder">Where its files go; it may be there in part.</param>
    /// <param name="weights">Whether weights are wanted too; a plan does without.</param>
    /// <param name="context">Takes messages, and may be cancelled.</param>
    /// <exception cref="InputException">There is no such model, it may not be read, or it never arrives whole.</exception>
    void Fetch(string name, string folder, bool weights, SourceContext context);

    /// <summary>Publishes all files of a folder as one new revision of a model, which is made where it is not there yet.</summary>
    /// <param name="folder">A Hugging Face directory.</param>
    /// <param name="name"><c>owner/name</c>.</param>
    /// <param name="isPrivate">Whether a model that is made is to be seen by its owner only.</param>
    /// <param name="context">Takes messages, and may be cancelled.</param>
    /// <returns>Where it can be looked at.</returns>
    /// <exception cref="InputException">It may not be written, or the hub does not take it.</exception>
    string Publish(string folder, string name, bool isPrivate, SourceContext context);
}
