namespace Clt.Plugins.Sources.Locales;

/// <summary>How each relation is asked about, by language: <c>questions.txt</c>. A region's variant (pt-BR) uses its language's.</summary>
internal static class Questions
{
    private static readonly Dictionary<(string Group, string Relation), string> Known = [];

    static Questions()
    {
        using var reader = new StreamReader(typeof(Questions).Assembly.GetManifestResourceStream("questions.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] == '[')
                Languages.Add(Language.Parse(line.Trim('[', ']')));
            else if (line.Split(' ', 2) is [var relation, var text])
                Known[(Languages[^1].Group, relation)] = text;
        }
    }

    /// <summary>Those with questions.</summary>
    public static List<Language> Languages { get; } = [];

    /// <summary>The question of a relation about something.</summary>
    public static string Of(Language language, string relation, string subject) =>
        Known[(language.Group, relation)].Replace("{x}", subject);
}
