using System.ComponentModel;

namespace Clt.Plugins.Tasks;

/// <summary>Dependency parsing: the head of every word and its relation to it. For encoders.</summary>
internal sealed class Parsing(ISource source, IReadOnlyList<string> relations, string words, string field) : ITask
{
    public TaskInfo Info { get; } =
        new(
            "parsing",
            "find the head of every word, and the relation",
            new Dictionary<string, string> { ["words"] = words, ["tree"] = field },
            Scoring.Parse,
            ["las", "uas"]
        )
        {
            Labels = relations,
        };

    public ISource Source { get; } = source;

    public Example Format(Record record) =>
        Example.Parsed(record.ItemId, record.Language, Info.Name, record[words].Split('\n'), record[field].Split('\n'));
}

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class ParsingRecipes
{
    /// <summary>The 37 relations of Universal Dependencies 2 (de Marneffe et al. 2021), without subtypes.</summary>
    public const string UniversalRelations =
        "acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl "
        + "fixed flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative xcomp";

    /// <summary>Dependency trees by biaffine scores (Dozat and Manning 2017), scored by <c>las</c> and <c>uas</c>; for encoders.</summary>
    /// <param name="on">Records with words and trees, such as <c>UniversalDependencies()</c>.</param>
    /// <param name="relations">
    /// All relations, with spaces between; one with a subtype that is not named counts as what stands before its colon.
    /// </param>
    /// <param name="words">The field of the words, one a line, each with the space before it that the text has.</param>
    /// <param name="field">The field of the tree: a word a line, part of speech, head and relation with tabs between.</param>
    /// <exception cref="InputException">A relation is named twice, or none is.</exception>
    [Description("words with a dependency tree; encoders")]
    public static ITask Parsing(ISource on, string relations = UniversalRelations, string words = "words", string field = "tree")
    {
        var names = relations.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0 || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
        {
            throw new InputException(
                names.Length == 0 ? "no relation is named" : "a relation is named twice",
                "task parsing",
                "Name one or more, each once."
            );
        }

        return new Parsing(on, names, words, field);
    }
}
