using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>
/// Cross-lingual consistency of multiple choice (SeaEval, Wang et al. 2024): the share of items that a model answers alike, right or wrong,
/// in so many languages, the mean over all sets of them; AC3 is its harmonic mean with accuracy. Each is the median over prompts. Of what
/// is compared p is that of the interval (Altman and Bland 2011), with Holm's correction over all of it.
/// </summary>
/// <param name="prompts">The axis of the prompts that medians are over.</param>
/// <param name="arm">The axis of what is compared; empty to compare nothing.</param>
/// <param name="against">The value of that axis that the others are compared with.</param>
/// <param name="languages">How many languages must agree.</param>
/// <param name="metric">
/// The accuracy: <c>acc</c>, <c>acc-norm</c> or <c>acc-mutual-info</c>; the options that it takes are the metric <c>choice…</c>.
/// </param>
public sealed class CrossLingualConsistency(string prompts, string arm, string against, int languages, string metric) : IAnalysis
{
    public string Title => "Accuracy and consistency across languages";

    public AnalysisResult Run(StudyResults results)
    {
        var scores = ConsistencyScores.Of(results, prompts, languages, metric);
        if (scores.Conditions.Count == 0)
        {
            var why =
                $"This needs runs along the axis '{prompts}' in {languages} languages or more, measured by '{metric}' and "
                + $"'{ConsistencyScores.ChoicesOf(metric)}' on the same items.";
            return new AnalysisResult(Title, [new Finding("", why)], [], []);
        }

        var gains = scores
            .Conditions.Select(c => (Condition: c, Other: Counterpart(scores, c)))
            .Where(p => p.Other is not null)
            .Select(p => (p.Condition, Gain: scores.Difference(p.Condition, p.Other!)))
            .ToList();
        var holm = MultipleTesting.Holm([.. gains.Select(g => IntervalPolicy.PValue(g.Gain))]);
        List<Compared> found = [.. gains.Zip(holm, (g, p) => new Compared(g.Condition, g.Gain, p))];
        return new AnalysisResult(Title, [.. found.Select(Said)], [], [Table(scores, found)]);
    }

    /// <summary>The same condition with the value that others are compared with; null for that itself and for bases as they are.</summary>
    private Condition? Counterpart(ConsistencyScores scores, Condition condition)
    {
        if (condition.IsReference || !condition.Axes.TryGetValue(arm, out var value) || value == against)
            return null;
        bool Agrees(Condition other) =>
            !other.IsReference
            && other.Axes.All(a => a.Key == arm ? a.Value == against : condition.Axes.GetValueOrDefault(a.Key) == a.Value);
        return scores.Conditions.FirstOrDefault(c => c.Axes.ContainsKey(arm) && Agrees(c));
    }

    private Finding Said(Compared found)
    {
        var (condition, gain, p) = found;
        if (Words.IsClear(gain, p))
            return new Finding(condition.Title, $"AC3 is {Words.Size(gain)} {Words.Side(gain)} {against} ({Words.AfterHolm(p)}).");
        var why = Words.IsClear(gain) ? $"; {Words.AfterHolm(p)}" : "";
        return new Finding(condition.Title, $"no evidence that AC3 differs from {against} (difference {Words.Of(gain)}{why}).");
    }

    private TableModel Table(ConsistencyScores scores, IReadOnlyList<Compared> found)
    {
        List<TableColumn> columns = [new("runs"), new(metric, true), new($"consistency-{languages}", true), new("AC3", true)];
        if (arm.Length > 0)
            columns.AddRange([new($"AC3 less {against}", true), new("p (Holm)", true)]);
        columns.Add(new TableColumn("items × prompts × seeds", true));
        var rows = scores.Conditions.Select(c =>
        {
            var title = c.IsReference && c.Axes.Count > 0 ? $"base, {c.Title}" : c.Title;
            List<TableCell> cells = [title, Words.Cell(scores.Accuracy(c)), Words.Cell(scores.Consistency(c)), Words.Cell(scores.Ac3(c))];
            if (arm.Length > 0)
                cells.AddRange(
                    found.FirstOrDefault(f => f.Condition == c) is { } own ? [Words.Cell(own.Gain), Words.P(own.P)] : ["–", "–"]
                );
            cells.Add(scores.Size(c));
            return new TableRow(cells);
        });
        var named = string.Join(", ", scores.Languages.Select(l => Language.Parse(l).Short));
        return new TableModel(
            Title,
            columns,
            [.. rows],
            $"Medians over prompts, languages {named}. Consistency: the share of items with one answer, right or wrong, in {languages} "
                + $"languages, the mean over all sets of {languages}. AC3: the harmonic mean of both."
        );
    }

    /// <summary>A condition, its AC3 less that of its counterpart, and the corrected p of it.</summary>
    private sealed record Compared(Condition Condition, Interval Gain, double P);
}
