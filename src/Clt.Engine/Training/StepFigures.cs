using Clt.Engine.Data;
using Clt.Engine.Models;

namespace Clt.Engine.Training;

/// <summary>Figures of a step for the log.</summary>
internal static class StepFigures
{
    /// <summary>Tokens by language and task.</summary>
    public static IReadOnlyDictionary<string, int> TokensBy(IEnumerable<TrainingExample> examples) =>
        examples
            .GroupBy(e => $"{e.Language.Code}/{e.Task}")
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(e => e.TokenCount));

    /// <summary>
    /// Operations of the products with weights, forwards and backwards: 6 a weight, or 4 where the model is frozen under an adapter.
    /// </summary>
    /// <remarks>
    /// Embeddings are looked up, not multiplied; the head, which may share their weights, multiplies for target tokens only. Attention is
    /// not counted.
    /// </remarks>
    public static double Flops(ITrainableModel model, long tokens, long targets)
    {
        var parameters = model.Parameters;
        var embedding = parameters.Find(TensorNames.Embedding)?.NumberOfElements ?? 0;
        var head = parameters.Find(TensorNames.Head)?.NumberOfElements ?? 0;
        var body = parameters.Count - embedding - head;
        if (model.Config.TiedHead)
            head = embedding;
        return (parameters.TrainedCount > 0 ? 6.0 : 4.0) * ((body * tokens) + (head * targets));
    }

    /// <summary>Resident memory of this process, in MB.</summary>
    public static double MemoryMb() => Math.Round(Environment.WorkingSet / 1e6, 1);
}
