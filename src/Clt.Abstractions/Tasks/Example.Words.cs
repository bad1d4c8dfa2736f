namespace Clt;

public sealed partial record Example
{
    /// <summary>
    /// Dependency parsing: words, each a segment, and their tree, a word a line: part of speech, head, relation, with tabs between.
    /// </summary>
    /// <param name="itemId">The record's item.</param>
    /// <param name="language">Language of the words.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="words">Each with the space before it that the text has.</param>
    /// <param name="tree">One line a word; heads are 1 and up in the words' order, 0 is the root.</param>
    /// <exception cref="InputException">
    /// Lines cannot be read, are not as many as words, or heads are no tree: every problem is listed.
    /// </exception>
    public static Example Parsed(string itemId, Language language, string task, IReadOnlyList<string> words, IReadOnlyList<string> tree)
    {
        var (where, problems) = (Where(task, itemId, language), new List<Problem>());
        if (words.Count != tree.Count)
            problems.Add(
                new Problem(
                    $"there are {words.Count} words but {tree.Count} lines of the tree",
                    where,
                    "Give each word its line, in the words' order."
                )
            );
        if (words.Any(string.IsNullOrWhiteSpace))
            problems.Add(new Problem("a word is empty", where, "Leave it out, with its line."));
        var arcs = tree.Select(ReadArc).ToList();
        var wrong = arcs.FindIndex(a => a is null || a.Value.Head < 0 || a.Value.Head > tree.Count);
        if (wrong >= 0)
            problems.Add(
                new Problem(
                    $"line {wrong + 1} of the tree is '{tree[wrong]}'",
                    where,
                    "Write part of speech, head and relation with tabs between; heads are numbers of words, or 0."
                )
            );
        else if (arcs.Count > 0 && !IsTree([.. arcs.Select(a => a!.Value.Head)]))
            problems.Add(new Problem("the heads are no tree with one root", where, "Mend the treebank, or leave the sentence out."));
        if (problems.Count > 0)
            throw new InputException(problems);
        return new Example(
            itemId,
            language,
            task,
            [.. words.Select(w => new Segment(w, Role.User, false)), new Segment(string.Join('\n', tree), Role.Assistant, true)]
        );
    }

    /// <summary>The head and relation of each word of a <see cref="Parsed"/> example; heads are 1 and up, 0 is the root.</summary>
    public IReadOnlyList<(int Head, string Relation)> Arcs => [.. Completion.Split('\n').Select(l => ReadArc(l)!.Value)];

    /// <summary>Joint classification and tagging: words, each a segment, a label of the whole, and a tag for each word.</summary>
    /// <param name="itemId">The record's item.</param>
    /// <param name="language">Language of the words.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="words">Each with the space before it that the text has.</param>
    /// <param name="label">Such as an intent, without spaces.</param>
    /// <param name="tags">Such as slots, without spaces.</param>
    /// <exception cref="InputException">As for <see cref="Tagged"/>, or the label is empty or has a space.</exception>
    public static Example Joint(
        string itemId,
        Language language,
        string task,
        IReadOnlyList<string> words,
        string label,
        IReadOnlyList<string> tags
    )
    {
        if (label.Length == 0 || label.Any(char.IsWhiteSpace))
            throw new InputException(
                $"the label '{label}' is empty or has a space",
                Where(task, itemId, language),
                "Write it without spaces, such as alarm/set."
            );
        var tagged = Tagged(itemId, language, task, words, tags);
        return new Example(
            itemId,
            language,
            task,
            [.. tagged.Segments.SkipLast(1), new Segment(string.Join(' ', tags.Prepend(label)), Role.Assistant, true)]
        );
    }

    private static (int Head, string Relation)? ReadArc(string line) =>
        line.Split('\t') is [_, var head, { Length: > 0 } relation] && int.TryParse(head, out var number) ? (number, relation) : null;

    /// <summary>One word hangs on the root, and every word reaches it.</summary>
    private static bool IsTree(int[] heads)
    {
        if (heads.Count(h => h == 0) != 1)
            return false;
        for (var word = 1; word <= heads.Length; word++)
        {
            var (at, steps) = (word, 0);
            while (at != 0 && steps++ <= heads.Length)
                at = heads[at - 1];
            if (at != 0)
                return false;
        }

        return true;
    }
}
