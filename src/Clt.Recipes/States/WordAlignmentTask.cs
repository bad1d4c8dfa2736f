using Clt.Engine.States;
using Clt.Results.Statistics.Representation;

namespace Clt.Recipes.States;

/// <summary>Word alignment of translations from hidden states (SimAlign, Jalili Sabet et al. 2020) at each layer.</summary>
/// <param name="source">Aligned records with words, one a line.</param>
/// <param name="pivot">The language that others are aligned with.</param>
/// <param name="by">How words are linked.</param>
/// <param name="words">The field of the words.</param>
/// <param name="tags">The field of their tags, for agreement; null for none.</param>
/// <param name="gold">The field of gold links, on the records of the language that is aligned; null for none.</param>
internal sealed class WordAlignmentTask(ISource source, Language pivot, AlignBy by, string words, string? tags, string? gold) : StatesTask
{
    private const string NoTag = "-";

    /// <inheritdoc/>
    public override TaskInfo Info =>
        new(
            "word-alignment",
            "links of words that are each other's translation",
            new Dictionary<string, string>
            {
                ["with"] = pivot.Code,
                ["by"] = by.ToString(),
                ["words"] = words,
                ["tags"] = tags ?? "none",
                ["gold"] = gold ?? "none",
                ["layers"] = Text(Layers),
                ["word states"] = Words.ToString(),
            },
            Scoring.States,
            [.. Alignments.Select(m => m.Info.Name)]
        );

    /// <summary>How a word's state is made.</summary>
    public required PieceState Words { get; init; }

    /// <inheritdoc/>
    public override ISource Source => source;

    /// <summary>The language that others are aligned with.</summary>
    public Language Pivot => pivot;

    /// <summary>How words are linked.</summary>
    public AlignBy By => by;

    /// <summary>Whether there are gold links to compare with.</summary>
    public bool HasGold => gold is not null;

    /// <summary>What is measured.</summary>
    public IReadOnlyList<AlignmentMetric> Alignments =>
        [
            .. gold is null ? (AlignmentMetric[])[] : [AlignmentMetric.F1],
            .. tags is null ? (AlignmentMetric[])[] : [AlignmentMetric.LinkedAlike, AlignmentMetric.TagAgreement],
            AlignmentMetric.Coverage,
        ];

    /// <inheritdoc/>
    public override IReadOnlyList<IMetric> Metrics => Alignments;

    /// <summary>Words and their tags; the gold links of a record that has any are its reference, else it has none.</summary>
    public override Example Format(Record record)
    {
        var split = record[words].Split('\n');
        var given = tags is null ? [.. split.Select(_ => NoTag)] : record[tags].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var links = gold is not null && record.Language != pivot ? record[gold] : "";
        return Example.Tagged(record.ItemId, record.Language, Info.Name, split, given) with { References = [links] };
    }
}
