using Clt.Engine.Data;
using Clt.Engine.Models;

namespace Clt.Engine.Training;

/// <summary>Figures of a step for the log.</summary>
internal static class StepFigures
{
    /// <summary>Tokens by language and task.</summary>
    public static IReadOnlyDictionary<string, int> TokensBy(IEnumerable<TrainingExample> examples) => examples
        .GroupBy(e => $"{e.Language.Code}/{e.Task}")
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Sum(e => e.TokenCount));

    /// <summary>Operations of the products with weights, forwards and backwards: 6 a weight, or 4 where the model is frozen under an adapter.</summary>
    /// <remarks>Embeddings are looked up, not multiplied; a head that shares their weights multiplies. Attention is not counted.</remarks>
    public static double FlopsPerToken(ITrainableModel model)
    {
        var parameters = model.Parameters;
        var embedding = model.Config.TiedHead ? 0 : parameters.Find(TensorNames.Embedding)?.NumberOfElements ?? 0;
        var trained = parameters.TrainedCount > 0 ? 6.0 : 4.0;
        return trained * (parameters.Count - embedding);
    }

    /// <summary>Resident memory of this process, in MB.</summary>
    public static double MemoryMb() => Math.Round(Environment.WorkingSet / 1e6, 1);
}
