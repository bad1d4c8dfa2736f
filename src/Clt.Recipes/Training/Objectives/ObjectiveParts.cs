using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Formats.Tokenization;

namespace Clt.Recipes.Training.Objectives;

/// <summary>What an objective is made of: the model to train, and on request further models and examples.</summary>
public sealed class ObjectiveParts : IDisposable
{
    private readonly Func<ITrainableModel> _reference,
        _teacher;
    private readonly Func<IReadOnlyList<TrainingExample>> _kept;
    private readonly List<ITrainableModel> _made;

    internal ObjectiveParts(
        ITrainableModel model,
        TaskInfo task,
        Func<ITrainableModel> reference,
        Func<ITrainableModel> teacher,
        Func<IReadOnlyList<TrainingExample>> kept
    )
    {
        (Model, Task, _reference, _teacher, _kept, _made) = (model, task, reference, teacher, kept, [model]);
    }

    /// <summary>The model that is trained, with its adapter where one is.</summary>
    public ITrainableModel Model { get; }

    /// <summary>What the model is measured by.</summary>
    public TaskInfo Task { get; }

    /// <summary>The model's tokenizer: ids that stand for masks, and those that frame texts.</summary>
    /// <exception cref="InputException">The objective is made without one.</exception>
    public HubTokenizer Tokenizer =>
        ReadBy ?? throw new InputException("the objective needs the model's tokenizer", ".Objective", "Train in a study.");

    internal HubTokenizer? ReadBy { get; init; }

    /// <summary>The run's seed: what an objective draws at its start comes from it.</summary>
    public Seed Seed { get; internal init; }

    /// <summary>The stages before, in order; none for the first one, and where a training is verified by itself.</summary>
    public IReadOnlyList<EarlierStage> Earlier { get; internal init; } = [];

    /// <summary>Ends what is computed before the first step.</summary>
    public CancellationToken Cancel { get; internal init; }

    /// <summary>The model as one of a kind.</summary>
    /// <exception cref="InputException">It is of another.</exception>
    public TModel ModelAs<TModel>()
        where TModel : ITrainableModel => As<TModel>(Model);

    /// <summary>The base as it was, loaded once more; in the dtype of the model.</summary>
    public TModel Reference<TModel>()
        where TModel : ITrainableModel => As<TModel>(Loaded(_reference));

    /// <summary>The teacher that <see cref="ObjectiveInfo.Teacher"/> names.</summary>
    public TModel Teacher<TModel>()
        where TModel : ITrainableModel => As<TModel>(Loaded(_teacher));

    /// <summary>The examples that <see cref="ObjectiveInfo.Keep"/> names, as the model reads them.</summary>
    public IReadOnlyList<TrainingExample> Kept() => _kept();

    /// <summary>
    /// The negative log-likelihood of the task around a model of the same kind, to look at what it has learnt; disposing of it disposes of
    /// the model.
    /// </summary>
    public IObjective LogLikelihood(ITrainableModel model) =>
        CrossEntropySpec.Default.Create(new ObjectiveParts(model, Task, _reference, _teacher, _kept));

    /// <summary>Disposes of all models, where no objective came of them.</summary>
    public void Dispose()
    {
        foreach (var model in _made)
            model.Dispose();
    }

    private ITrainableModel Loaded(Func<ITrainableModel> load)
    {
        var model = load();
        _made.Add(model);
        return model;
    }

    private static TModel As<TModel>(ITrainableModel model) =>
        model is TModel wanted
            ? wanted
            : throw new InputException(
                $"the objective is for a {typeof(TModel).Name}, but the model '{model.Config.Family}' is a {model.GetType().Name}",
                ".Objective",
                "Take another objective, or a base that it is for."
            );
}
