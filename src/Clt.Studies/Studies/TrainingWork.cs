namespace Clt.Studies;

/// <summary>What a token of training costs.</summary>
/// <param name="Parameters">Weights of the model, an adapter's not counted.</param>
/// <param name="Adapter">Weights of the adapter that is trained, or null where all of the model's are.</param>
internal readonly record struct TrainingWork(long Parameters, long? Adapter)
{
    /// <summary>Weights that are trained.</summary>
    public long Trained => Adapter ?? Parameters;

    /// <summary>
    /// Operations a token: two a weight forward, two for the gradient of what goes in, and two for the gradient of the weight itself where it is
    /// trained.
    /// </summary>
    public double Flops => (4.0 * (Parameters + (Adapter ?? 0))) + (2.0 * Trained);

    /// <summary>The work on a cell that is fine-tuned.</summary>
    public static TrainingWork Of(FinetuneCell cell, long parameters, StudyContext context) =>
        new(parameters, cell.Train.Adapter?.Parameters(StartConfig.Of(cell.Start, context.Models)));
}
