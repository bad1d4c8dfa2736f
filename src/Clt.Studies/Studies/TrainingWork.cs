using Clt.Engine.Models;

namespace Clt.Studies;

/// <summary>What a token of training costs.</summary>
/// <param name="Parameters">Weights of the model, an adapter's not counted.</param>
/// <param name="Adapter">Weights of the adapter that is trained, or null where all of the model's are.</param>
internal readonly record struct TrainingWork(long Parameters, long? Adapter)
{
    /// <summary>Weights of a teacher or reference, which reads every token and is not trained.</summary>
    public long Beside { get; init; }

    /// <summary>Weights that are trained.</summary>
    public long Trained => Adapter ?? Parameters;

    /// <summary>
    /// Operations a token: two a weight forward, two for the gradient of what goes in, and two for the gradient of the weight itself where it is
    /// trained; and two a weight of a model beside it.
    /// </summary>
    public double Flops => (4.0 * (Parameters + (Adapter ?? 0))) + (2.0 * Trained) + (2.0 * Beside);

    /// <summary>The work on a cell that is fine-tuned.</summary>
    public static TrainingWork Of(FinetuneCell cell, long parameters, StudyContext context) =>
        new(parameters, cell.Train.Adapter?.Parameters(StartConfig.Of(cell.Start, context.Models)))
        {
            Beside = cell.Teacher is { } teacher ? ParameterLayout.Of(StartConfig.Of(teacher, context.Models)).Sum(s => s.Count)
                : cell.Train.Objective.NeedsReference ? parameters : 0,
        };
}
