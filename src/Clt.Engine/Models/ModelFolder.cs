using Clt.Engine.Models.Encoders;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Parameters;

namespace Clt.Engine.Models;

/// <summary>Loads a model of whatever kind its <c>config.json</c> says.</summary>
public static class ModelFolder
{
    /// <param name="folder">A Hugging Face directory.</param>
    /// <param name="families">Those known.</param>
    /// <param name="dtype">What weights are kept in and computed with; null for the dtype of most of the stored elements.</param>
    /// <exception cref="InputException">
    /// Files are missing or damaged, or tensors do not fit the configuration: all of them are listed.
    /// </exception>
    public static ITrainableModel Load(string folder, ModelFamilies families, Dtype? dtype = Dtype.Float32) =>
        families.ReadFolder(folder) switch
        {
            EncoderConfig => EncoderModel.Load(folder, families, dtype: dtype),
            SequenceToSequenceConfig => SequenceToSequenceModel.Load(folder, families, dtype),
            DecoderConfig => LanguageModel.Load(folder, families, dtype),
            var other => throw new ArgumentOutOfRangeException(nameof(folder), other.GetType().Name, "A model of an unknown kind."),
        };
}
