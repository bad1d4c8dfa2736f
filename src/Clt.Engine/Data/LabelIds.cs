namespace Clt.Engine.Data;

/// <summary>The ids of an example's labels: their places among all labels of its task.</summary>
public static class LabelIds
{
    /// <param name="example">Its trained text is a label, or the tags of its words with spaces between.</param>
    /// <param name="labels">All labels.</param>
    /// <param name="words">Whether there is one a word.</param>
    /// <exception cref="InputException">There is no such label, or not one a word: every problem is listed.</exception>
    public static long[] Of(Example example, IReadOnlyList<string> labels, bool words = false)
    {
        var (where, problems) = (example.Where(), new List<Problem>());
        string[] given = words ? Parts(example) : [example.Completion.Trim()];
        if (words && given.Length != example.Words.Count)
            problems.Add(
                new Problem(
                    $"there are {example.Words.Count} words but {given.Length} tags",
                    where,
                    "Give each word its tag, in the words' order."
                )
            );
        var ids = Found(given, labels, where, problems);
        return problems.Count == 0 ? ids : throw new InputException(problems);
    }

    /// <summary>
    /// The relations of an <see cref="Example.Parsed"/> example; subtypes that are not named go by what stands before the colon.
    /// </summary>
    /// <exception cref="InputException">There is no such relation: every problem is listed.</exception>
    public static long[] OfRelations(Example example, IReadOnlyList<string> relations)
    {
        var problems = new List<Problem>();
        var given = example.Arcs.Select(a => relations.Contains(a.Relation) ? a.Relation : a.Relation.Split(':')[0]);
        var ids = Found([.. given], relations, example.Where(), problems);
        return problems.Count == 0 ? ids : throw new InputException(problems);
    }

    /// <summary>The label and the tags of an <see cref="Example.Joint"/> example.</summary>
    /// <exception cref="InputException">There is no such label or tag, or not a tag a word: every problem is listed.</exception>
    public static (long Label, long[] Tags) OfJoint(Example example, IReadOnlyList<string> labels, IReadOnlyList<string> tags)
    {
        var (where, problems, given) = (example.Where(), new List<Problem>(), Parts(example));
        if (given.Length != example.Words.Count + 1)
            problems.Add(
                new Problem(
                    $"there are {example.Words.Count} words but {given.Length - 1} tags",
                    where,
                    "Give each word its tag, in the words' order."
                )
            );
        var label = Found(given[..1], labels, where, problems);
        var ids = Found(given[1..], tags, where, problems);
        return problems.Count == 0 ? (label[0], ids) : throw new InputException(problems);
    }

    private static string[] Parts(Example example) => example.Completion.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static long[] Found(string[] given, IReadOnlyList<string> labels, string where, List<Problem> problems)
    {
        problems.AddRange(Unknown(given, labels, where));
        return [.. given.Select(g => (long)labels.IndexOf(g))];
    }

    /// <summary>A problem for each name that is no label.</summary>
    internal static IEnumerable<Problem> Unknown(IEnumerable<string> names, IReadOnlyList<string> labels, string where) =>
        names
            .Where(n => !labels.Contains(n))
            .Distinct(StringComparer.Ordinal)
            .Select(n => new Problem(
                $"'{n}' is none of the task's {labels.Count} labels",
                where,
                Suggest.DidYouMean(n, labels, "Mend it, or name it among the task's labels.")
            ));

    private static int IndexOf(this IReadOnlyList<string> labels, string label)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            if (string.Equals(labels[i], label, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }
}
