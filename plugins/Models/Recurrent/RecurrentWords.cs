using Clt.Recipes.Grid;
using Clt.Recipes.Models;

namespace Clt.Plugins.Models.Recurrent;

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class RecurrentWords
{
    /// <summary>
    /// Bidirectional LSTM on word vectors, for labels of texts and tags of words: <c>.Base(BiLstm(vectors, width: 128))</c>. The vectors
    /// are the embedding and, with <c>freeze: "embedding"</c>, stay as they are; all other layers are made afresh for each seed.
    /// </summary>
    /// <param name="vectors">Word vectors of all languages in one space: <c>MappedVectors(…)</c>.</param>
    /// <param name="width">Hidden size of each direction.</param>
    /// <param name="layers">Layers; 2 by default.</param>
    /// <param name="dropout">
    /// Share of words, of what layers give on, and of what labels read, where an objective asks for it; 0.1 by default.
    /// </param>
    /// <param name="noise">Standard deviation of Gaussian noise on words in training, where states drop out; none by default.</param>
    /// <param name="context">Most words of a text; 256 by default.</param>
    public static Choice<BaseSpec> BiLstm(
        ISource vectors,
        Choice<int> width,
        Choice<int>? layers = null,
        Choice<double>? dropout = null,
        Choice<double>? noise = null,
        Choice<int>? context = null
    ) =>
        Choice.From<BaseSpec>(
            p =>
                FolderSpec.Of(
                    new WordVectorBase(
                        vectors,
                        new BiLstmSettings(layers?.At(p) ?? 2, width.At(p), dropout?.At(p) ?? 0.1, noise?.At(p) ?? 0, context?.At(p) ?? 256)
                    )
                ),
            Choice.Origins(width.Origin, layers?.Origin, dropout?.Origin, noise?.Origin)
        );
}
