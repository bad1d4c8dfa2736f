namespace Clt.Plugins.Metrics.Parsing;

/// <summary>
/// Share of words with the right head (and relation). Output and reference hold a word a line: part of speech, head, relation, with tabs
/// between.
/// </summary>
/// <remarks>
/// A missing or unreadable line counts as wrong; punctuation counts. Micro average over words. Range 0 to 1. Only the first reference
/// counts.
/// </remarks>
public abstract class AttachmentScore : SumsMetric
{
    /// <exception cref="InputException">There is no reference, or a line of it cannot be read.</exception>
    public override ItemScore Score(Prediction prediction)
    {
        if (prediction.References.Count == 0)
        {
            throw new InputException(
                "there is no reference",
                $"metric {Info.Name}, item {prediction.ItemId} ({prediction.Language.Code})",
                "Give the gold tree as the reference."
            );
        }

        var gold = Lines(prediction.References[0])
            .Select(
                (l, i) =>
                    Parse(l)
                    ?? throw new InputException(
                        $"line {i + 1} of the reference tree is not 'part of speech, head, relation'",
                        $"metric {Info.Name}, item {prediction.ItemId}",
                        "Put tabs between the three."
                    )
            )
            .ToList();
        var predicted = Lines(prediction.Output).Select(Parse).ToList();
        var counts = Attachments.Count(
            gold.Select(
                (g, i) =>
                    i < predicted.Count && predicted[i] is { } p
                        ? new DependencyWord(g.Upos, g.Head, g.Relation, p.Head, p.Relation)
                        : new DependencyWord(g.Upos, g.Head, g.Relation, -1, "")
            )
        );
        return Item(Right(counts), counts.Words);
    }

    /// <param name="sums">Right words and all words.</param>
    public override double FromSums(ReadOnlySpan<double> sums) => sums[1] == 0 ? double.NaN : sums[0] / sums[1];

    protected abstract int Right(Attachments counts);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static (string Upos, int Head, string Relation)? Parse(string line) =>
        line.Split('\t') is [var upos, var head, var relation] && int.TryParse(head, out var number) ? (upos, number, relation) : null;
}

/// <summary>
/// Labelled attachment score, relations compared up to a colon as universal dependencies do (<see cref="AttachmentScore"/>).
/// </summary>
public sealed class Las : AttachmentScore
{
    public override MetricInfo Info { get; } =
        new("las", "las|punct:yes|rel:main|v:1", "Share of words with the right head and relation (0 to 1)")
        {
            Range = MetricRange.Proportion,
        };

    protected override int Right(Attachments counts) => counts.LasMain;
}

/// <summary>Unlabelled attachment score (<see cref="AttachmentScore"/>).</summary>
public sealed class Uas : AttachmentScore
{
    public override MetricInfo Info { get; } =
        new("uas", "uas|punct:yes|v:1", "Share of words with the right head (0 to 1)") { Range = MetricRange.Proportion };

    protected override int Right(Attachments counts) => counts.Uas;
}
