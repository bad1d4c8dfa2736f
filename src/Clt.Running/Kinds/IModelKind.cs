using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.States;
using Clt.Running.Answering;

namespace Clt.Running.Kinds;

/// <summary>
/// How models of one kind are trained on a task and answer its items: the only place of a study's work that knows of kinds.
/// </summary>
internal interface IModelKind
{
    /// <summary>Loads the model to start from, under the head that the task needs, with what it minimises.</summary>
    IObjective Objective();

    /// <summary>Examples as such a model reads them.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="limit">What becomes of those that are too long; counts them.</param>
    /// <exception cref="InputException">Some cannot be read (too long, an unknown label): the problems are listed.</exception>
    IReadOnlyList<TrainingExample> Tokenize(IEnumerable<Example> examples, LengthLimit limit);

    /// <summary>The items whose prompts such a model is asked: all but those that are left out.</summary>
    /// <param name="items">Items as they are asked, few-shot exemplars and template included.</param>
    /// <param name="limit">What becomes of those that are too long; counts them. Answers are given to prompts cut in the same way.</param>
    /// <exception cref="InputException">Some are too long, and that is refused.</exception>
    IReadOnlyList<Example> Asked(IEnumerable<Example> items, LengthLimit limit);

    /// <summary>A model of the kind that is in memory, as one that answers.</summary>
    IEvaluator Answering(ITrainableModel model);

    /// <summary>Loads a model of the kind as its folder has it, in fp32.</summary>
    ITrainableModel Open(string folder);

    /// <summary>The same under the head that the task needs, which is made from the seed where the folder lacks it.</summary>
    ITrainableModel OpenFresh(string folder);

    /// <summary>Loads a model of the kind to be measured.</summary>
    /// <param name="folder">The base's folder, or that of the trained model.</param>
    IEvaluator Load(string folder);

    /// <summary>Loads a model of the kind whose hidden states are read.</summary>
    /// <param name="folder">As for <see cref="Load"/>.</param>
    StateReader States(string folder);
}
