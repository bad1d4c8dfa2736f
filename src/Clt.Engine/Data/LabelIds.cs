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
        var (where, problems) = ($"task {example.Task}, item {example.ItemId} ({example.Language.Code})", new List<Problem>());
        string[] given = words ? example.Completion.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [example.Completion.Trim()];
        if (words && given.Length != example.Words.Count)
            problems.Add(new Problem($"there are {example.Words.Count} words but {given.Length} tags", where, "Give each word its tag, in the words' order."));
        var ids = given.Select(g => (long)labels.IndexOf(g)).ToArray();
        foreach (var unknown in given.Where(g => !labels.Contains(g)).Distinct(StringComparer.Ordinal))
        {
            problems.Add(new Problem(
                $"'{unknown}' is none of the task's {labels.Count} labels", where,
                Suggest.DidYouMean(unknown, labels, "Mend it, or name it among the task's labels.")));
        }

        return problems.Count == 0 ? ids : throw new InputException(problems);
    }

    private static int IndexOf(this IReadOnlyList<string> labels, string label)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            if (string.Equals(labels[i], label, StringComparison.Ordinal)) return i;
        }

        return -1;
    }
}
