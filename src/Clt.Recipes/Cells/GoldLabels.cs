using Clt.Engine.Data;

namespace Clt.Recipes.Cells;

/// <summary>The gold labels of tasks whose answers the head of an encoder gives.</summary>
internal static class GoldLabels
{
    /// <summary>Whether a task's answers are labels of texts or of words.</summary>
    public static bool Has(TaskInfo task) =>
        task.Scoring switch
        {
            Scoring.Label or Scoring.Tag or Scoring.Parse or Scoring.Joint => true,
            Scoring.Generate or Scoring.LogLikelihood or Scoring.Retrieve or Scoring.Choices or Scoring.Pairs or Scoring.States => false,
            var other => throw new ArgumentOutOfRangeException(nameof(task), other, "There is no such kind of answers."),
        };

    /// <summary>An item's ids. A label that the head cannot give would be counted as a mistake of the model's.</summary>
    /// <exception cref="InputException">The task does not name a label of the item, or it has not one a word.</exception>
    public static long[] Of(Example item, TaskInfo task) =>
        task.Scoring switch
        {
            Scoring.Label or Scoring.Tag => LabelIds.Of(item, task.Labels, words: task.Scoring == Scoring.Tag),
            Scoring.Parse => LabelIds.OfRelations(item, task.Labels),
            Scoring.Joint => LabelIds.OfJoint(item, task.Labels, task.Tags).Tags,
            var other => throw new ArgumentOutOfRangeException(nameof(task), other, "Encoders give no such answers."),
        };
}
