using System.ComponentModel;
using System.Globalization;

namespace Clt.Plugins.Tasks;

/// <summary>
/// Dependency arcs as labels of pairs of words, for probes of hidden states (Liu et al. 2019; Blevins et al. 2022): whether the second word
/// is the head of the first, or which relation it has to it.
/// </summary>
/// <param name="source">Records with words, and a tree of a line a word: part of speech, head, relation.</param>
/// <param name="relations">Whether pairs are labelled by their relation; else each arc stands beside a pair that is none.</param>
internal sealed class Arcs(ISource source, bool relations) : ITask
{
    public TaskInfo Info { get; } =
        new(
            relations ? "arc-labels" : "arcs",
            relations ? "name the relation of a word to its head" : "tell a word's head from another word",
            new Dictionary<string, string>(),
            Scoring.Pairs,
            ["token-accuracy"]
        )
        {
            Labels = relations ? ParsingRecipes.UniversalRelations.Split(' ') : ["arc", "none"],
        };

    public ISource Source { get; } = source;

    public Example Format(Record record)
    {
        var words = record["words"].Split('\n');
        var tree = record["tree"].Split('\n').Select(l => l.Split('\t')).ToList();
        var where = $"task {Info.Name}, item {record.ItemId} ({record.Language.Code})";
        if (tree.Count != words.Length || tree.Exists(l => l.Length != 3))
        {
            throw new InputException(
                "the tree has not a line of three columns a word",
                where,
                "Give part of speech, head and relation of each."
            );
        }

        var pairs = new List<string>();
        for (var i = 0; i < words.Length; i++)
        {
            var head = Head(tree[i][1], words.Length, where);
            // The root hangs on no word.
            if (head == 0)
                continue;
            if (relations)
            {
                pairs.Add($"{i + 1}-{head}={tree[i][2].Split(':')[0]}");
                continue;
            }

            pairs.Add($"{i + 1}-{head}=arc");
            if (Other(record, i + 1, head, words.Length) is { } other)
                pairs.Add($"{i + 1}-{other}=none");
        }

        // An example needs an answer, though a sentence of one word has no pair.
        if (pairs.Count == 0)
            pairs.Add($"1-1={(relations ? "root" : "none")}");
        var answer = new Segment(string.Join(' ', pairs), Role.Assistant, true);
        List<Segment> segments = [.. words.Select(w => new Segment(w, Role.User, false)), answer];
        return new Example(record.ItemId, record.Language, Info.Name, segments);
    }

    /// <summary>A word that is not the head, nor the word itself; the same for the same item, whatever is drawn besides.</summary>
    private static int? Other(Record record, int word, int head, int words)
    {
        if (words < 3)
            return null;
        var item = new Seed(1).Stream(record.ItemId).Stream(record.Language.Code);
        var rng = item.Stream(word.ToString(CultureInfo.InvariantCulture)).Generator();
        while (true)
        {
            var other = rng.Next(words) + 1;
            if (other != word && other != head)
                return other;
        }
    }

    private static int Head(string text, int words, string where) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var head) && head <= words
            ? head
            : throw new InputException($"'{text}' is no head of a word", where, $"Give 0 for the root, or 1 to {words}.");
}

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class ArcRecipes
{
    /// <summary>
    /// Dependency arc prediction: each word with its head, and with another word that is not it, scored by <c>token-accuracy</c>. Chance is
    /// a half. For <c>Probe(…)</c>.
    /// </summary>
    /// <param name="on">A treebank, such as <c>UniversalDependencies(…)</c>.</param>
    [Description("a treebank's words and heads, for Probe")]
    public static ITask Arcs(ISource on) => new Arcs(on, relations: false);

    /// <summary>Dependency arc classification: the relation of each word to its head, without subtypes. For <c>Probe(…)</c>.</summary>
    /// <param name="on">A treebank, such as <c>UniversalDependencies(…)</c>.</param>
    [Description("a treebank's words, heads and relations, for Probe")]
    public static ITask ArcLabels(ISource on) => new Arcs(on, relations: true);
}
