using Clt.Engine.Data;
using Clt.Engine.Models;
using static TorchSharp.torch;

namespace Clt.Engine.Objectives;

/// <summary>An objective over examples of one type.</summary>
/// <typeparam name="TExample">What its losses are computed from.</typeparam>
/// <param name="model">Is trained, and disposed of with the objective.</param>
public abstract class Objective<TExample>(ITrainableModel model) : IObjective
    where TExample : TrainingExample
{
    /// <summary>The model, or its adapter where one is trained.</summary>
    public ITrainableModel Model => AdaptedModel.Of(model);

    /// <inheritdoc/>
    public virtual IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed) => examples;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An example is of another type.</exception>
    public Tensor Loss(IReadOnlyList<TrainingExample> examples, bool training)
    {
        if (examples.FirstOrDefault(e => e is not TExample) is { } other)
            throw new ArgumentException(
                $"{GetType().Name} trains on {typeof(TExample).Name}, but {other} is a {other.GetType().Name}.",
                nameof(examples)
            );
        return Loss([.. examples.Cast<TExample>()], training);
    }

    public virtual void Dispose()
    {
        model.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="IObjective.Loss"/>
    protected abstract Tensor Loss(IReadOnlyList<TExample> examples, bool training);
}
