namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>Line and word pass rates over completions of one language; completions without a line long enough are left out.</summary>
/// <param name="Lpr">Share of completions without a line in another language.</param>
/// <param name="Wpr">Of the completions without such a line, the share without an English word.</param>
/// <param name="LineAccuracy">Mean share of lines in the language; 1 for none.</param>
public sealed record PassRates(double Lpr, double Wpr, double LineAccuracy)
{
    /// <param name="completions">For each completion, whether each judged line passes, and whether an English word was found.</param>
    public static PassRates Of(IEnumerable<(IReadOnlyList<bool> Lines, bool EnglishWord)> completions)
    {
        var kept = completions.Where(c => c.Lines.Count > 0).ToList();
        var failing = kept.Count(c => c.Lines.Contains(false));
        var words = kept.Count(c => !c.Lines.Contains(false) && c.EnglishWord);
        return new(
            1 - (failing / (double)Math.Max(1, kept.Count)),
            1 - (words / (double)Math.Max(1, kept.Count - failing)),
            kept.Select(c => c.Lines.Average(l => l ? 1.0 : 0)).DefaultIfEmpty(1).Average()
        );
    }
}
