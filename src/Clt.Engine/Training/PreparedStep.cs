using Clt.Engine.Data;

namespace Clt.Engine.Training;

/// <summary>The examples of an optimiser step.</summary>
/// <param name="Drawn">As the order has them: what is counted and named.</param>
/// <param name="Examples">As the objective prepared them: what losses are computed from.</param>
internal sealed record PreparedStep(IReadOnlyList<TrainingExample> Drawn, IReadOnlyList<TrainingExample> Examples);
