using System.Globalization;

namespace Clt.Plugins.Sources.Corpora;

/// <summary>A sentence of a CoNLL-U file (universaldependencies.org/format.html).</summary>
/// <param name="Id">Its <c>sent_id</c>.</param>
/// <param name="Text">Its <c>text</c>, or its words.</param>
/// <param name="Words">Its syntactic words: those of multiword tokens, not the tokens; no empty nodes.</param>
internal sealed record ConlluSentence(string Id, string Text, IReadOnlyList<ConlluSentence.Word> Words)
{
    private const int Columns = 10;

    /// <param name="Text">With the space before it that the text has.</param>
    /// <param name="PartOfSpeech">Universal.</param>
    /// <param name="Head">1 and up; 0 is the root.</param>
    /// <param name="Relation">Universal, perhaps with a subtype after a colon.</param>
    /// <param name="Features">Morphological: <c>Case=Nom|Number=Sing</c>, or <c>_</c> for none.</param>
    public sealed record Word(string Text, string PartOfSpeech, string Head, string Relation, string Features);

    /// <exception cref="InputException">A line has not ten columns, or there is no <c>sent_id</c> or word.</exception>
    public static ConlluSentence Read(IReadOnlyList<string> lines, string where)
    {
        var (words, joined, space) = (new List<Word>(), 0, "");
        var spaceAfterJoined = "";
        foreach (var columns in lines.Where(l => l[0] != '#').Select(l => l.Split('\t')))
        {
            if (columns.Length != Columns)
                throw Wrong($"a line has {columns.Length} columns, not {Columns}", where);
            if (columns[0].Contains('.', StringComparison.Ordinal))
                continue;
            var follows = columns[9].Split('|').Contains("SpaceAfter=No") ? "" : " ";
            if (columns[0].Split('-') is [_, var last])
            {
                (joined, spaceAfterJoined) = (Number(last, where), follows);
                continue;
            }

            words.Add(new Word(words.Count == 0 ? columns[1] : space + columns[1], columns[3], columns[6], columns[7], columns[5]));
            var number = Number(columns[0], where);
            space =
                number < joined ? ""
                : number == joined ? spaceAfterJoined
                : follows;
        }

        var (id, text) = (Comment("sent_id"), Comment("text"));
        if (string.IsNullOrWhiteSpace(id) || words.Count == 0)
            throw Wrong(words.Count == 0 ? "a sentence has no word" : "a sentence has no sent_id", where);
        return new ConlluSentence(id, text ?? string.Concat(words.Select(w => w.Text)), words);

        string? Comment(string name) =>
            lines.FirstOrDefault(l => l.StartsWith($"# {name} = ", StringComparison.Ordinal))?[$"# {name} = ".Length..];
    }

    private static int Number(string text, string where) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong($"'{text}' is no number of a word", where);

    private static InputException Wrong(string what, string where) => new(what, where, "Fetch the treebank again.");
}
