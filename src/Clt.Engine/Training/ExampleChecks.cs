namespace Clt.Engine.Training;

/// <summary>Whether a model can read the examples of a job, found out before the first step.</summary>
internal static class ExampleChecks
{
    /// <exception cref="InputException">
    /// A sequence is longer than the context, or an id is beyond the vocabulary: both are listed.
    /// </exception>
    public static void Check(TrainingJob job, ModelConfig model)
    {
        var problems = new List<Problem>();
        var sequences = job.Train.Concat(job.Validation).SelectMany(e => e.Sequences.Select(ids => (Example: e, Ids: ids))).ToList();
        var longest = sequences.MaxBy(s => s.Ids.Length);
        if (longest.Ids.Length > model.ContextLength)
        {
            problems.Add(
                new Problem(
                    $"a sequence has {longest.Ids.Length} tokens but the model's context is {model.ContextLength}",
                    $"training data, {longest.Example}",
                    "Shorten it, ask for truncation, or use a model with a longer context."
                )
            );
        }

        var outermost = sequences.MaxBy(s => s.Ids.Max());
        if (outermost.Ids.Max() is var id && id >= model.VocabularySize)
        {
            problems.Add(
                new Problem(
                    $"the data has the token id {id} but the model's vocabulary ends at {model.VocabularySize - 1}",
                    $"training data, {outermost.Example}",
                    "Use the model's own tokenizer, or give the model a larger vocabulary."
                )
            );
        }

        if (problems.Count > 0)
            throw new InputException(problems);
    }
}
