namespace Clt.Engine.Data;

/// <summary>Turns many examples, or records, into what a model reads, and tells of all that cannot be turned at once.</summary>
public static class EachExample
{
    private const int Shown = 10;

    /// <param name="examples">The examples.</param>
    /// <param name="read">Turns one; an <see cref="InputException"/> says why it cannot.</param>
    /// <exception cref="InputException">Some cannot be turned: the first ten kinds of problems are listed, the others counted.</exception>
    public static IReadOnlyList<T> Read<TExample, T>(IEnumerable<TExample> examples, Func<TExample, T> read)
    {
        var made = new List<T>();
        var problems = new List<Problem>();
        foreach (var example in examples)
        {
            try
            {
                made.Add(read(example));
            }
            catch (InputException e)
            {
                problems.AddRange(e.Problems);
            }
        }

        Refuse(problems);
        return made;
    }

    /// <summary>Tells of problems at once, where there are any.</summary>
    internal static void Refuse(IReadOnlyList<Problem> problems)
    {
        if (problems.Count == 0)
            return;
        // A wrong setting is one problem, not one an example.
        var kinds = problems.GroupBy(p => (p.What, p.Mend)).Select(Alike).ToList();
        if (kinds.Count <= Shown)
            throw new InputException(kinds);
        var more = new Problem(
            $"{kinds.Count - Shown} more problems are like these",
            "data",
            "Mend the data, or the settings named above."
        );
        throw new InputException([.. kinds.Take(Shown), more]);
    }

    private static Problem Alike(IEnumerable<Problem> problems)
    {
        var all = problems.ToList();
        return all.Count == 1 ? all[0] : all[0] with { Where = $"{all[0].Where} and {all.Count - 1} more" };
    }
}
