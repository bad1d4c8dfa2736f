using Clt.Recipes.Answers;

namespace Clt;

/// <summary>Words for data that models write.</summary>
public static partial class Recipe
{
    /// <summary>
    /// Pseudo-labels, translations or a distillation set: the items of a task with completions that a model wrote. It takes the place of a
    /// task in a mixture, <c>Fixed(languages, 500, Answers(…))</c>, or of a source in another task. A mixture's count is the most that is
    /// taken of what the filters keep.
    /// </summary>
    /// <param name="of">The name of a stage before, or a model's folder.</param>
    /// <param name="on">The task whose training items are asked, as evaluation asks them.</param>
    /// <param name="items">Most items that are asked in a language; besides, 50 held-out ones for the validation loss.</param>
    /// <param name="minConfidence">
    /// Least geometric mean of the probabilities of the tokens written, or least probability of the label.
    /// </param>
    /// <param name="minTokens">Fewest tokens written.</param>
    /// <param name="maxTokens">Most tokens written, the end among them.</param>
    /// <param name="agree">Another stage before or folder, whose model must answer the same.</param>
    /// <param name="inLanguage">A metric that must be 1, such as <c>LinePassRate("lid.176.ftz")</c>.</param>
    /// <param name="into">The field of a record that the completion stands in, for tasks that read it.</param>
    /// <param name="soft">
    /// Soft pseudo-labels: of each label or tag so many of the most probable ones are kept with their probabilities, and training minimises
    /// the cross-entropy to them; 0, the default, keeps the answer alone. For an encoder's labels and tags; of texts no distributions are
    /// kept, for which <c>Distil(…)</c> asks the teacher while it trains.
    /// </param>
    /// <param name="view">
    /// Consistency of two views (as in UDA, Xie et al. 2020): the same task on the same items shown otherwise, such as with
    /// <c>CodeSwitched(…)</c> words. The model is asked on what <paramref name="on"/> shows, and training shows this.
    /// </param>
    public static AnswersSource Answers(
        string of,
        ITask on,
        int items = 1000,
        double minConfidence = 0,
        int minTokens = 0,
        int? maxTokens = null,
        string? agree = null,
        IMetric? inLanguage = null,
        string into = "output",
        int soft = 0,
        ITask? view = null
    ) => new(of, on, items, new AnswersFilter(minConfidence, minTokens, maxTokens, agree, inLanguage), into, soft, view);
}
