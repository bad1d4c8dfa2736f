namespace Clt.Engine.Data;

/// <summary>Splits the examples of an optimiser step into forward passes of bounded size.</summary>
public static class MicroBatches
{
    /// <summary>Consecutive groups whose tokens stay within the budget; an example longer than the budget is a group of its own.</summary>
    /// <param name="lengths">Tokens of each example.</param>
    /// <param name="tokenBudget">Most tokens of a group.</param>
    public static IEnumerable<Range> Split(IReadOnlyList<int> lengths, int tokenBudget)
    {
        var (start, tokens) = (0, 0);
        for (var i = 0; i < lengths.Count; i++)
        {
            if (i > start && tokens + lengths[i] > tokenBudget)
            {
                yield return start..i;
                (start, tokens) = (i, 0);
            }

            tokens += lengths[i];
        }

        if (start < lengths.Count)
            yield return start..lengths.Count;
    }
}
