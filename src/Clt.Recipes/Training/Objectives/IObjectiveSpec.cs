using Clt.Engine.Objectives;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;

namespace Clt.Recipes.Training.Objectives;

/// <summary>
/// Training objective as a recipe names it: what fine-tuning minimises, before there is a model. An extension point; recipes name it with
/// <c>.Objective(…)</c>.
/// </summary>
public interface IObjectiveSpec
{
    /// <summary>Its name, every number that can change a loss, and what it needs around it.</summary>
    ObjectiveInfo Info { get; }

    /// <summary>What is wrong with its numbers, and with them in this place; nothing where it can be used.</summary>
    IEnumerable<Problem> Problems(ObjectiveSite site);

    /// <summary>Makes it around a loaded model, which it disposes of with the others that it asked for.</summary>
    /// <exception cref="InputException">A model does not fit it.</exception>
    IObjective Create(ObjectiveParts parts);
}

/// <summary>What a training objective is, and what it needs around the model.</summary>
/// <inheritdoc/>
public sealed record ObjectiveInfo(string Name) : ComponentInfo(Name)
{
    /// <summary>What it makes of an example.</summary>
    public ExampleUse Use { get; init; } = ExampleUse.Answers;

    /// <summary>Whether it asks for the base as it was, which is a second model in memory.</summary>
    public bool NeedsReference { get; init; }

    /// <summary>The model that it learns from, or null. It reads the same tokens.</summary>
    public BaseSpec? Teacher { get; init; }

    /// <summary>Further examples that it looks at before the first step, or null.</summary>
    public MixtureSpec? Keep { get; init; }

    /// <summary>Whether it looks at what the stages before have learnt: then it is not for the first one.</summary>
    public bool NeedsEarlier { get; init; }

    /// <summary>Whether it hides tokens behind the mask that the tokenizer names: one without a mask is refused.</summary>
    public bool HidesTokens { get; init; }

    /// <summary>Whether it rests on states that drop out, by the model's configuration or an adapter's.</summary>
    public bool NeedsDropout { get; init; }

    /// <summary>Forward and backward passes of the trained model that a step takes.</summary>
    public int Passes { get; init; } = 1;

    /// <summary>Floats that it keeps for each weight, about: what memory is estimated from.</summary>
    public double StateFloats { get; init; }

    /// <summary>The objective that it extends, or null.</summary>
    public IObjectiveSpec? Within { get; init; }

    /// <summary>
    /// Whether it pre-trains further: the mixture's own task is learnt, under the head of <see cref="Head"/>, whatever is measured; and
    /// nothing is measured at the end of a stage that leaves no head for it.
    /// </summary>
    public bool Pretrains { get; init; }

    /// <summary>For encoders: how the head is configured besides its kind and labels; null leaves it as it is.</summary>
    public Func<EncoderConfig, EncoderConfig>? Head { get; init; }
}

/// <summary>Where an objective is to be used.</summary>
/// <param name="Model">The model that is trained.</param>
/// <param name="Task">What it is measured by.</param>
/// <param name="Train">How it is trained.</param>
public sealed record ObjectiveSite(ModelConfig Model, TaskInfo Task, TrainSpec Train)
{
    /// <summary>A problem where the model is no decoder.</summary>
    /// <param name="info">The objective.</param>
    public IEnumerable<Problem> OnlyDecoders(ObjectiveInfo info)
    {
        if (Model is DecoderConfig)
            yield break;
        yield return new Problem(
            $"the model '{Model.Family}' is no decoder: {info.Text} is not for it",
            "",
            Model is SequenceToSequenceConfig
                ? "Take CrossEntropy(labelSmoothing: …) at most, or start from a decoder."
                : "Leave .Objective out, or start from a decoder."
        );
    }

    /// <summary>Problems where nothing would drop out: an encoder's states must, by its configuration.</summary>
    /// <param name="info">The objective.</param>
    public IEnumerable<Problem> Dropout(ObjectiveInfo info)
    {
        if (Model is not EncoderConfig encoder)
        {
            yield return new Problem(
                $"the model '{Model.Family}' has no dropout of its own: {info.Text} is not for it",
                "",
                Model is DecoderConfig
                    ? "Take Lora(dropout: 0.1), with RDrop() or without."
                    : "Leave .Objective out, or start from an encoder."
            );
            yield break;
        }

        if (Task.Scoring is not (Scoring.Label or Scoring.Tag))
            yield return new Problem($"{info.Text} is for labels of texts and tags of words", "", "Take Contrast() for translations.");
        if (!(encoder.HiddenDropout > 0 || encoder.ClassifierDropout > 0))
            yield return new Problem("nothing drops out of this encoder", "", "Set hidden_dropout_prob in its config.json, such as 0.1.");
    }
}
