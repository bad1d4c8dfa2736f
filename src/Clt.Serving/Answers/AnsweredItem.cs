using Clt.Results.Store;

namespace Clt.Serving.Answers;

/// <summary>A test item with the answers of several cells.</summary>
/// <param name="Item">Its id.</param>
/// <param name="Prompt">What was asked, as the model saw it: of the first cell that answered.</param>
/// <param name="References">Gold answers.</param>
/// <param name="SamePrompt">Whether all cells were asked in the same words.</param>
/// <param name="Answers">One a cell, in their order; null where a cell has none.</param>
internal sealed record AnsweredItem(
    string Item,
    string Prompt,
    IReadOnlyList<string> References,
    bool SamePrompt,
    IReadOnlyList<CellAnswer?> Answers
)
{
    public static AnsweredItem Of(string item, IReadOnlyList<OrderedDictionary<string, (PredictionLine Line, double? Score)>> columns)
    {
        var found = columns.Select(c => c.TryGetValue(item, out var answer) ? answer : ((PredictionLine, double?)?)null).ToList();
        var lines = found.OfType<(PredictionLine Line, double? Score)>().Select(f => f.Line).ToList();
        return new AnsweredItem(
            item,
            lines[0].Prompt,
            lines[0].References,
            lines.Select(l => l.Prompt).Distinct().Count() == 1,
            [.. found.Select(f => f is { } answer ? CellAnswer.Of(answer.Item1, answer.Item2) : null)]
        );
    }
}

/// <summary>What a cell's model said.</summary>
/// <param name="Output">Its answer.</param>
/// <param name="Score">The item's score; null where it has none by itself.</param>
/// <param name="Confidence">Geometric mean of the probabilities of its tokens; null where it is not known.</param>
/// <param name="Choices">The options that were ranked; empty where none were.</param>
internal sealed record CellAnswer(string Output, double? Score, double? Confidence, IReadOnlyList<RankedChoice> Choices)
{
    public static CellAnswer Of(PredictionLine line, double? score) =>
        new(line.Output, score, line.Confidence, [.. (line.Choices ?? []).Select(c => new RankedChoice(c.Text, Finite(c.LogLikelihood)))]);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>An option with its log-likelihood.</summary>
internal sealed record RankedChoice(string Text, double? LogLikelihood);
