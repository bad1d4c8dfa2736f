namespace Clt.Recipes.Models;

/// <summary>
/// Model initialisation from data instead of pre-training, such as embeddings from word vectors: writes the Hugging Face folder that every
/// cell starts from. An extension point; recipes give it to <c>.Base(…)</c> as <see cref="FolderSpec.Of(IModelMaker)"/>.
/// </summary>
public interface IModelMaker
{
    /// <summary>Its name and all settings that can change what it writes.</summary>
    ComponentInfo Info { get; }

    /// <summary>What is wrong with its settings; nothing where it can write.</summary>
    IEnumerable<Problem> Problems();

    /// <summary>Identity of the data that it reads. Slow work on that data, such as the training of vectors, may be done here.</summary>
    /// <exception cref="InputException">Data is missing or damaged.</exception>
    string Fingerprint(SourceContext context);

    /// <summary>Writes configuration, tokenizer and weights.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="context">For reading.</param>
    /// <exception cref="InputException">Data is missing or damaged.</exception>
    void Write(string folder, SourceContext context);
}
