namespace Clt.Engine.Generation;

/// <summary>Says what is wrong with sequences of tokens, before a model reads them.</summary>
internal static class TokenChecks
{
    private const int Shown = 10;

    /// <summary>
    /// Empty sequences, those that are too long, and tokens that the model does not have; the first few of them, and how many there are.
    /// </summary>
    /// <param name="sequences">What a model is to read.</param>
    /// <param name="longest">Most tokens of one.</param>
    /// <param name="config">The model's.</param>
    /// <param name="where">What the sequences are; their numbers, from 1, are added.</param>
    public static IReadOnlyList<Problem> Of(IReadOnlyList<int[]> sequences, int longest, ModelConfig config, string where)
    {
        var problems = sequences.Select((s, i) => Of(s, longest, config, $"{where} {i + 1}")).OfType<Problem>().ToList();
        if (problems.Count <= Shown)
            return problems;
        return [.. problems.Take(Shown), new Problem($"{problems.Count - Shown} more have such problems", where, "Mend those, too.")];
    }

    private static Problem? Of(int[] sequence, int longest, ModelConfig config, string where)
    {
        if (sequence.Length == 0)
            return new Problem("it has no tokens", where, "Give the model a beginning token, or every item a text.");
        if (sequence.Length > longest)
        {
            return new Problem(
                $"it has {sequence.Length} tokens but the model's context is {config.ContextLength}",
                where,
                "Shorten it, or use a model with a longer context."
            );
        }

        var strange = Array.FindIndex(sequence, t => t < 0 || t >= config.VocabularySize);
        if (strange < 0)
            return null;
        return new Problem(
            $"it has the token {sequence[strange]}, but the model's vocabulary ends at {config.VocabularySize - 1}",
            where,
            "Use this model's own tokenizer."
        );
    }
}
