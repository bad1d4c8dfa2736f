using Clt.Results.Statistics.Representation;

namespace Clt.Recipes.States;

/// <summary>
/// Similarity of the hidden states of translations (CKA, RSA, retrieval, distances) at each layer. A text's state is the mean over its
/// tokens, special ones left out (Muller et al. 2021).
/// </summary>
/// <param name="source">Aligned records, or records with a translation.</param>
/// <param name="pivot">The language that others are compared with.</param>
/// <param name="text">The field of a text.</param>
/// <param name="translation">The field of its translation; null to join records of both languages by their item.</param>
/// <param name="metrics">The first is the headline.</param>
internal sealed class SimilarityTask(
    ISource source,
    Language pivot,
    string text,
    string? translation,
    IReadOnlyList<SimilarityMetric> metrics
) : StatesTask
{
    /// <inheritdoc/>
    public override TaskInfo Info =>
        new(
            "similarity",
            "how alike the states of translations are",
            new Dictionary<string, string>
            {
                ["with"] = pivot.Code,
                ["field"] = text,
                ["translation"] = translation ?? "by item",
                ["layers"] = Text(Layers),
            },
            Scoring.States,
            [.. metrics.Select(m => m.Info.Name)]
        );

    /// <inheritdoc/>
    public override ISource Source => source;

    /// <summary>The language that others are compared with.</summary>
    public Language Pivot => pivot;

    /// <summary>Whether a record holds its translation.</summary>
    public bool HoldsPairs => translation is not null;

    /// <summary>What is measured.</summary>
    public IReadOnlyList<SimilarityMetric> Similarities => metrics;

    /// <inheritdoc/>
    public override IReadOnlyList<IMetric> Metrics => metrics;

    /// <summary>The fewest items that all metrics can be computed from.</summary>
    public int Least => metrics.Max(m => m.Least);

    /// <summary>The text before its translation; of an aligned source the text alone.</summary>
    public override Example Format(Record record) =>
        translation is null
            ? Example.PlainText(record.ItemId, record.Language, Info.Name, record[text])
            : Example.PromptCompletion(record.ItemId, record.Language, Info.Name, record[text], record[translation]);
}
