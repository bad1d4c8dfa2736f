using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Parameters;

namespace Clt.Recipes.Models;

/// <summary>
/// Model architecture by its sizes: the shape of a model that a study pre-trains from nothing. An extension point; recipes name it in
/// <c>Pretrain(…)</c>.
/// </summary>
public interface IModelSpec
{
    /// <summary>The word of recipes for it, its sizes, and what pre-training needs to know.</summary>
    ModelShapeInfo Info { get; }

    /// <summary>What is wrong with its sizes; nothing where it can be made.</summary>
    IEnumerable<Problem> Problems();

    /// <summary>
    /// Its configuration: a decoder learns each token from those before it, an encoder tokens that were hidden, an encoder-decoder texts
    /// that were spoilt.
    /// </summary>
    /// <exception cref="InputException">Sizes contradict each other, or no plugin gives its family.</exception>
    ModelConfig Config(ModelVocabulary vocabulary, ModelFamilies families);
}

/// <summary>What a model shape is.</summary>
/// <param name="Context">Longest sequence in tokens.</param>
/// <inheritdoc/>
public sealed record ModelShapeInfo(string Name, int Context) : ComponentInfo(Name)
{
    /// <summary>Whether pre-training hides tokens, so that the tokenizer needs one that stands for them.</summary>
    public bool NeedsMask { get; init; }

    /// <summary>Of an encoder: which tokens are hidden; null for the defaults.</summary>
    public MaskingSpec? Masking { get; init; }

    /// <summary>Of an encoder-decoder: how texts are spoilt; null for the defaults.</summary>
    public TextNoise? Noise { get; init; }

    /// <summary>Of an encoder: what its fresh weights differ in; null for a plain normal distribution.</summary>
    public EncoderStart? Start { get; init; }
}

/// <summary>What a model shape is told of the tokenizer.</summary>
/// <param name="Size">Entries.</param>
/// <param name="Begin">The token that begins a sequence, or null.</param>
/// <param name="End">The token that ends one, or null.</param>
public readonly record struct ModelVocabulary(int Size, int? Begin = null, int? End = null);

/// <summary>What follows from a model's shape.</summary>
public static class ModelShapes
{
    /// <summary>The number of weights with a vocabulary of a given size.</summary>
    /// <exception cref="InputException">Sizes contradict each other, or no plugin gives its family.</exception>
    public static long Parameters(this IModelSpec shape, int vocabulary, ModelFamilies families) =>
        ParameterLayout.Of(shape.Config(new ModelVocabulary(vocabulary), families)).Sum(s => s.Count);
}
