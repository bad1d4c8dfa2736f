using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Parameters;
using Clt.Formats.Tokenization;
using Clt.Recipes.Training.Objectives;

namespace Clt.Running.Kinds;

/// <summary>What a model learns by, besides its training examples.</summary>
/// <param name="Objective">What is minimised.</param>
/// <param name="Teacher">The folder of the model to learn from, or null.</param>
/// <param name="Keep">Reads the further examples of the objective; asked where it names any.</param>
/// <param name="Cancel">Ends what an objective computes before the first step.</param>
internal sealed record ObjectiveInputs(
    IObjectiveSpec Objective,
    string? Teacher,
    Func<IReadOnlyList<Example>> Keep,
    CancellationToken Cancel
)
{
    /// <summary>For a model that is only measured.</summary>
    public static ObjectiveInputs None { get; } = new(CrossEntropySpec.Default, null, () => [], default);

    /// <summary>The stages before, in order.</summary>
    public IReadOnlyList<LearntBefore> Before { get; init; } = [];

    /// <summary>What becomes of examples that are too long, as the training says it.</summary>
    public Func<LengthLimit> Limit { get; init; } = LengthLimit.OfContext;

    /// <summary>The objective around the model of a start; where that fails the model is disposed of.</summary>
    /// <param name="start">Gives the model that is trained, the same as it is, and the run's seed.</param>
    /// <param name="task">What it is measured by.</param>
    /// <param name="load">Loads a model of the kind.</param>
    /// <param name="tokenize">Reads examples as the kind does.</param>
    /// <param name="tokenizer">The model's.</param>
    public IObjective Around<TModel>(
        ModelStart start,
        TaskInfo task,
        Func<string, TModel> load,
        Func<IReadOnlyList<Example>, LengthLimit, IReadOnlyList<TrainingExample>> tokenize,
        HubTokenizer tokenizer
    )
        where TModel : class, ITrainableModel
    {
        IReadOnlyList<TrainingExample> Read(IReadOnlyList<Example> examples) => tokenize(examples, Limit());
        var parts = new ObjectiveParts(start.Begin(load), task, () => start.AsItIs(load), () => load(Teacher!), () => Read(Keep()))
        {
            Cancel = Cancel,
            Seed = start.Seed,
            ReadBy = tokenizer,
            Earlier = [.. Before.Select(b => new EarlierStage(b.Name, () => Read(b.Examples()), () => load(b.Folder)))],
        };
        IObjective? made = null;
        parts.FillOrDispose(p => made = Objective.Create(p));
        return made!;
    }
}

/// <summary>A stage before.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Examples">Draws what it learnt from.</param>
/// <param name="Folder">The model that it became.</param>
internal sealed record LearntBefore(string Name, Func<IReadOnlyList<Example>> Examples, string Folder);
