using Clt.Engine.Data;
using Clt.Engine.Models;

namespace Clt.Recipes.Training.Objectives;

/// <summary>A training stage before the one that an objective is made for: what it learnt from, and what it became.</summary>
public sealed class EarlierStage
{
    private readonly Func<IReadOnlyList<TrainingExample>> _examples;
    private readonly Func<ITrainableModel> _model;

    internal EarlierStage(string name, Func<IReadOnlyList<TrainingExample>> examples, Func<ITrainableModel> model) =>
        (Name, _examples, _model) = (name, examples, model);

    public string Name { get; }

    /// <summary>Its training examples in the order drawn, as the model reads them.</summary>
    public IReadOnlyList<TrainingExample> Examples() => _examples();

    /// <summary>The model at its end, loaded anew; the caller disposes of it.</summary>
    public ITrainableModel Model() => _model();
}
