namespace Clt.Plugins.Sources.Corpora;

/// <summary>Finds the files of a corpus by the language in their names.</summary>
internal static class CorpusFiles
{
    /// <summary>The files of each language.</summary>
    /// <param name="folder">The folder of the files.</param>
    /// <param name="pattern">Their names, such as <c>*.conllu</c>.</param>
    /// <param name="tag">Tells the language's tag from a name; null where the file is not of the corpus.</param>
    /// <param name="expected">
    /// The names that files will have where the folder is empty or not there yet, so that languages are known before a download; null to
    /// refuse.
    /// </param>
    /// <exception cref="InputException">There is no file, or a name tells no language.</exception>
    public static Dictionary<Language, List<string>> Find(
        string folder,
        string pattern,
        Func<string, string?> tag,
        IReadOnlyList<string>? expected
    )
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal).ToList() : [];
        if (files.Count == 0 && expected is not null)
            files = [.. expected.Select(e => Path.Combine(folder, e)).Order(StringComparer.Ordinal)];
        if (files.Count == 0)
        {
            throw new InputException(
                $"there is no {pattern}",
                folder,
                "Give the folder of the files; it is relative to the folder clt runs in."
            );
        }

        var found = new Dictionary<Language, List<string>>();
        var problems = new List<Problem>();
        foreach (var file in files)
        {
            if (tag(Path.GetFileName(file)) is not { } name)
                continue;
            if (!Language.TryParse(name, out var language))
                problems.Add(new Problem("the name tells no language", file, $"Name it {pattern} with a tag such as ko."));
            else if (found.TryGetValue(language, out var known))
                known.Add(Path.GetFullPath(file));
            else
                found[language] = [Path.GetFullPath(file)];
        }

        return problems.Count == 0 ? found : throw new InputException(problems);
    }

    /// <summary>Train and test split of a set without training part: half for training, two fifths for tests.</summary>
    /// <remarks>By the item's name, so that translations are in one part.</remarks>
    public static HashSplit Parts { get; } = new(new Seed(1), Validation: 0.1, Test: 0.4);

    /// <summary>A split as file names have it.</summary>
    public static string Name(Split split) =>
        split switch
        {
            Split.Train => "train",
            Split.Validation => "dev",
            Split.Test => "test",
            _ => throw new ArgumentOutOfRangeException(nameof(split), split, "There is no such split."),
        };

    public static IReadOnlyDictionary<string, string> Settings(bool divided) =>
        new Dictionary<string, string> { ["divided"] = divided ? "yes" : "no" };
}
