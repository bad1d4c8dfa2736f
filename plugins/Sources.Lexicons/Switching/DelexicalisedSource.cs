namespace Clt.Plugins.Sources.Lexicons.Switching;

/// <summary>
/// Delexicalisation (Henderson, Thomson and Young 2014, section 3): words with digits become one of a few placeholders, in all languages
/// and splits, so that numbers and times that were never seen are as good as those that were.
/// </summary>
/// <param name="of">Records with <c>words</c>, one a line.</param>
/// <remarks>
/// <c>&lt;number&gt;</c>: nothing but digits, or such a number with a point or comma; <c>&lt;time&gt;</c>: digits with a colon between;
/// <c>&lt;digits&gt;</c>: anything else with a digit. Tags, labels and the text stay.
/// </remarks>
internal sealed class DelexicalisedSource(ISource of) : ISource
{
    private const string Words = "words";

    public SourceInfo Info { get; } =
        of.Info with
        {
            Name = $"{of.Info.Name}, delexicalised",
            Settings = new Dictionary<string, string>(of.Info.Settings) { ["delexicalised"] = "v1" },
        };

    public string Fingerprint(SourceContext context) => $"{of.Fingerprint(context)} delexicalised";

    /// <exception cref="InputException">A record has no words.</exception>
    public IEnumerable<Record> Read(SourceRequest request) =>
        of.Read(request)
            .Select(r =>
            {
                if (!r.Fields.TryGetValue(Words, out var words))
                {
                    throw new InputException(
                        $"its records have no '{Words}'",
                        $"source '{of.Info.Name}', item {r.ItemId}",
                        "Delexicalise a source of words, such as Dialogue()."
                    );
                }

                var replaced = string.Join('\n', words.Split('\n').Select(Placeholder));
                return new Record(r.ItemId, r.Language, new Dictionary<string, string>(r.Fields) { [Words] = replaced });
            });

    /// <summary>The word, or what stands for it; the space before it stays.</summary>
    internal static string Placeholder(string word)
    {
        var bare = word.Trim();
        if (!bare.Any(char.IsDigit))
            return word;
        var space = word.Length > 0 && char.IsWhiteSpace(word[0]) ? " " : "";
        return space
            + (
                bare.All(c => char.IsDigit(c) || c is '.' or ',') ? "<number>"
                : bare.All(c => char.IsDigit(c) || c == ':') ? "<time>"
                : "<digits>"
            );
    }
}
