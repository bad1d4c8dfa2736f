using Clt.Recipes.Objectives;

namespace Clt.Running.Kinds;

/// <summary>What a model learns by, besides its training examples.</summary>
/// <param name="Objective">What is minimised.</param>
/// <param name="Teacher">The folder of the model to learn from, or null.</param>
/// <param name="Keep">Reads the examples whose weights are kept; asked where the objective has any.</param>
/// <param name="Cancel">Ends what an objective computes before the first step.</param>
internal sealed record Learning(ObjectiveSpec Objective, string? Teacher, Func<IReadOnlyList<Example>> Keep, CancellationToken Cancel)
{
    /// <summary>For a model that is only measured.</summary>
    public static Learning Nothing { get; } = new(ObjectiveSpec.Default, null, () => [], default);
}
