namespace Clt;

public sealed partial record Example
{
    /// <summary>
    /// Multiple choice: a question and the options for its answer, of which the right one is trained and all are ranked in evaluation
    /// (<see cref="Scoring.Choices"/>). Its reference is the right option.
    /// </summary>
    /// <param name="itemId">The record's item.</param>
    /// <param name="language">The language.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="prompt">What stands before the answer.</param>
    /// <param name="choices">At least two different texts; white space around them is cut.</param>
    /// <param name="answer">The right one's place, from 0.</param>
    /// <param name="delimiter">What stands between the prompt and an option; lm-evaluation-harness's <c>target_delimiter</c>.</param>
    /// <param name="unconditional">
    /// A prompt without the question, such as <c>"Answer:"</c>, after which options are measured too; null for none.
    /// </param>
    /// <exception cref="InputException">
    /// There are fewer than two options, one is empty or stands there twice, or the answer is none: all at once.
    /// </exception>
    public static Example MultipleChoice(
        string itemId,
        Language language,
        string task,
        string prompt,
        IReadOnlyList<string> choices,
        int answer,
        string delimiter = " ",
        string? unconditional = null
    )
    {
        List<string> options = [.. choices.Select(c => c.Trim())];
        var problems = Problems(options, answer, Where(task, itemId, language)).ToList();
        if (problems.Count > 0)
            throw new InputException(problems);
        List<string> continuations = [.. options.Select(o => delimiter + o)];
        return PromptCompletion(itemId, language, task, prompt, continuations[answer]) with
        {
            References = [options[answer]],
            Choices = continuations,
            UnconditionalPrompt = unconditional,
        };
    }

    private static IEnumerable<Problem> Problems(List<string> options, int answer, string where)
    {
        if (options.Count < 2)
        {
            yield return new Problem(
                $"there {(options.Count == 1 ? "is one choice" : "are no choices")}",
                where,
                "Give two or more, or leave the item out."
            );
        }

        for (var i = 0; i < options.Count; i++)
        {
            if (options[i].Length > 0)
                continue;
            yield return new Problem($"choice {i + 1} of {options.Count} is empty", where, "Give it a text, or leave it out.");
        }

        foreach (var twice in options.Where(o => o.Length > 0).GroupBy(o => o, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return new Problem($"the choice '{twice.Key}' stands there {twice.Count()} times", where, "Name each choice once.");
        if (options.Count > 1 && (answer < 0 || answer >= options.Count))
        {
            yield return new Problem(
                $"the answer is choice {answer} counted from 0, but there are {options.Count}",
                where,
                "Name the place of one of the choices."
            );
        }
    }
}
