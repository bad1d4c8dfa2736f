using Clt.Engine.Parameters;
using Clt.Recipes.Cells;
using Clt.Recipes.Identity;

namespace Clt.Running.Planning;

/// <summary>What a token of training costs.</summary>
/// <param name="Parameters">Weights of the model, an adapter's not counted.</param>
/// <param name="Adapter">Weights of the adapter that is trained, or null where the model's own are.</param>
internal readonly record struct TrainingWork(long Parameters, long? Adapter)
{
    /// <summary>Weights of a teacher or reference, which reads every token and is not trained.</summary>
    public long Beside { get; init; }

    /// <summary>Weights of the model that stay as they are though it has no adapter.</summary>
    public long Frozen { get; init; }

    /// <summary>How often a step reads its examples.</summary>
    public int Passes { get; init; } = 1;

    /// <summary>Weights that are trained.</summary>
    public long Trained => Adapter ?? (Parameters - Frozen);

    /// <summary>
    /// Operations a token: two a weight forward, two for the gradient of what goes in, and two for the gradient of the weight itself where
    /// it is trained; and two a weight of a model beside it.
    /// </summary>
    public double Flops => (Passes * ((4.0 * (Parameters + (Adapter ?? 0))) + (2.0 * Trained))) + (2.0 * Beside);

    /// <summary>The work on a cell that is fine-tuned.</summary>
    public static TrainingWork Of(FinetuneCell cell, long parameters, StudyContext context)
    {
        var (train, model) = (cell.Train, StartConfig.Of(cell, context.Models));
        long? adapter = train.Adapter is { } small ? small.Parameters(model) + OfModel(model, cell) : null;
        return new TrainingWork(parameters, adapter)
        {
            Beside =
                cell.Teacher is { } teacher ? ParameterLayout.Of(StartConfig.Of(teacher, context.Models)).Sum(s => s.Count)
                : train.Objective.Info.NeedsReference ? parameters
                : 0,
            Passes = train.Objective.Info.Passes,
            Frozen = train.Weights.IsEmpty ? 0 : train.Weights.Untrained(ParameterLayout.Of(model)),
        };
    }

    /// <summary>The model's own weights that are trained with an adapter: an encoder's head, or all.</summary>
    private static long OfModel(ModelConfig model, FinetuneCell cell) =>
        model is not EncoderConfig encoder ? 0
        : cell.Train.Weights.WithBase ? ParameterLayout.Of(EncoderHeads.Under(encoder, cell.Learnt.Info)).Sum(s => s.Count)
        : ParameterLayout.HeadOf(EncoderHeads.Under(encoder, cell.Learnt.Info)).Sum(s => s.Count);
}
