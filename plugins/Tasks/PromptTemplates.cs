namespace Clt.Plugins.Tasks;

/// <summary>The templates of an example: what is asked, what is trained, and what an answer is compared with.</summary>
/// <param name="Prompt">What stands before the answer.</param>
/// <param name="Completion">The answer.</param>
/// <param name="Reference">The gold answer, or null where it is the completion.</param>
internal sealed record PromptTemplates(PromptTemplate Prompt, PromptTemplate Completion, PromptTemplate? Reference)
{
    /// <summary>Reads texts; all that is wrong with them is told at once.</summary>
    /// <param name="prompt">The prompt's.</param>
    /// <param name="completion">The completion's.</param>
    /// <param name="reference">The gold answer's, or null.</param>
    /// <param name="where">Where they stand.</param>
    /// <exception cref="InputException">One cannot be read, or none of them names a field.</exception>
    public static PromptTemplates Of(string prompt, string completion, string? reference, string where)
    {
        var problems = new List<Problem>();
        PromptTemplate? Read(string? text, string name)
        {
            try
            {
                return text is null ? null : new PromptTemplate(text, $"{where}, {name}");
            }
            catch (InputException e)
            {
                problems.AddRange(e.Problems);
                return null;
            }
        }

        var (asked, given, gold) = (Read(prompt, "prompt"), Read(completion, "completion"), Read(reference, "reference"));
        foreach (var template in new[] { asked, given, gold }.OfType<PromptTemplate>().Where(t => !t.Fields.Any()))
            problems.Add(
                new Problem($"'{template.Text}' names no field", template.Where, "Write a record's field in braces, such as {question}.")
            );
        return problems.Count == 0 ? new PromptTemplates(asked!, given!, gold) : throw new InputException(problems);
    }

    /// <summary>The example of a record.</summary>
    /// <exception cref="InputException">It lacks fields: all are named.</exception>
    public Example Of(Record record, string task)
    {
        var problems = new List<Problem>();
        var (prompt, completion) = (Prompt.Of(record, problems), Completion.Of(record, problems));
        var reference = Reference?.Of(record, problems);
        // A misspelt field of both prompt and completion is told where it stands first.
        if (problems.Count > 0)
            throw new InputException([.. problems.DistinctBy(p => p.What)]);
        var example = Example.PromptCompletion(record.ItemId, record.Language, task, prompt, completion);
        return reference is null ? example : example with { References = [reference] };
    }
}
