namespace Clt.Serving.Answers;

/// <summary>Which items a page asks for.</summary>
/// <param name="Cells">The cells whose answers stand side by side.</param>
/// <param name="Language">The language's code.</param>
/// <param name="Metric">The metric by which an answer is right.</param>
/// <param name="Who">Who is right.</param>
/// <param name="Of">The cell that <paramref name="Who"/> speaks of.</param>
/// <param name="Text">Only items that have this text somewhere; empty for all.</param>
/// <param name="From">How many are left out first.</param>
/// <param name="Count">How many are wanted.</param>
internal sealed record AnswerQuery(
    IReadOnlyList<string> Cells,
    string Language,
    string Metric,
    WhoIsRight Who,
    string Of,
    string Text,
    int From,
    int Count
)
{
    /// <summary>Whether an item is one of them.</summary>
    /// <param name="item">The item.</param>
    /// <param name="rightOrWrong">Whether scores are 0 or 1: then 1 is right, else the best is.</param>
    public bool Wants(AnsweredItem item, bool rightOrWrong) => Has(item) && Holds(item, rightOrWrong);

    private bool Has(AnsweredItem item) =>
        Text.Length == 0
        || item.Answers.Select(a => a?.Output ?? "")
            .Concat(item.References)
            .Append(item.Prompt)
            .Append(item.Item)
            .Any(t => t.Contains(Text, StringComparison.CurrentCultureIgnoreCase));

    private bool Holds(AnsweredItem item, bool rightOrWrong)
    {
        var scores = item.Answers.Select(a => a?.Score).ToList();
        var own = Cells.ToList().IndexOf(Of);
        var others = scores.Where((_, i) => i != own).ToList();
        var score = own < 0 ? null : scores[own];
        return Who switch
        {
            WhoIsRight.Anyone => true,
            WhoIsRight.AnswersDiffer => item.Answers.Select(a => a?.Output).Distinct().Count() > 1,
            WhoIsRight.ScoresDiffer => scores.Distinct().Count() > 1,
            WhoIsRight.All => scores.All(s => s >= 1),
            WhoIsRight.None => scores.All(s => !(s >= 1)),
            WhoIsRight.Only when rightOrWrong => score >= 1 && others.All(s => !(s >= 1)),
            WhoIsRight.AllBut when rightOrWrong => !(score >= 1) && others.All(s => s >= 1),
            WhoIsRight.Only => score is not null && others.All(s => s is null || score > s),
            WhoIsRight.AllBut => score is not null && others.All(s => s is null || score < s),
            _ => throw new InvalidOperationException($"A filter that no page knows: {Who}."),
        };
    }
}

/// <summary>Filter of test items by which of several cells answer them rightly.</summary>
internal enum WhoIsRight
{
    Anyone,
    AnswersDiffer,
    ScoresDiffer,
    All,
    None,

    /// <summary>One cell is, and no other; by metrics with degrees, it alone is best.</summary>
    Only,

    /// <summary>All others are; by metrics with degrees, it alone is worst.</summary>
    AllBut,
}
