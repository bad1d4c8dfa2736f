using System.Globalization;
using Clt.Results.Store;

namespace Clt.Recipes.Answers;

/// <summary>Which of a model's answers are trained on. Empty ones never are.</summary>
/// <param name="Confidence">
/// Least confidence: the mean probability of its tokens (their geometric mean), or that of its label; from 0 to 1.
/// </param>
/// <param name="Shortest">Fewest tokens that were written.</param>
/// <param name="Longest">Most tokens that were written, the end among them; null for any number.</param>
/// <param name="Agrees">A stage or folder whose model must answer the same; null for none.</param>
/// <param name="InLanguage">A metric that must be 1: one that tells whether a text is in its language; null for none.</param>
internal sealed record AnswersFilter(double Confidence, int Shortest, int? Longest, string? Agrees, IMetric? InLanguage)
{
    /// <summary>Whether an answer passes.</summary>
    /// <param name="line">The answer.</param>
    /// <param name="other">The other model's, where they must agree.</param>
    /// <param name="language">The language it is to be in.</param>
    public bool Keeps(PredictionLine line, PredictionLine? other, Language language)
    {
        if (line.Output.Trim().Length == 0 || line.Tokens < Shortest || line.Tokens > (Longest ?? int.MaxValue))
            return false;
        if (Confidence > 0 && !(line.Confidence >= Confidence))
            return false;
        if (Agrees is not null && line.Output.Trim() != other?.Output.Trim())
            return false;
        return InLanguage is null || InLanguage.Score(line.Of(language)).Value >= 1;
    }

    /// <summary>In words, and canonical.</summary>
    public override string ToString()
    {
        List<string> rules = [];
        if (Confidence > 0)
            rules.Add(string.Create(CultureInfo.InvariantCulture, $"confidence {Confidence:R} or more"));
        if (Shortest > 0)
            rules.Add($"{Shortest} tokens or more");
        if (Longest is { } most)
            rules.Add($"{most} tokens or fewer");
        if (Agrees is not null)
            rules.Add("agreement");
        if (InLanguage is not null)
            rules.Add(InLanguage.Info.Signature);
        return rules.Count == 0 ? "all" : string.Join(", ", rules);
    }

    /// <summary>What is wrong with the numbers.</summary>
    public IEnumerable<Problem> Problems()
    {
        if (!(Confidence is >= 0 and <= 1))
            yield return new Problem($"minConfidence is {Confidence}", "Answers", "Give a probability from 0 to 1.");
        if (Shortest < 0 || Longest < Math.Max(1, Shortest))
            yield return new Problem($"minTokens is {Shortest} and maxTokens {Longest}", "Answers", "Give 0 or more, and as many or more.");
    }
}
