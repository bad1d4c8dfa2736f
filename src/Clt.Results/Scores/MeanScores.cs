namespace Clt.Results.Scores;

/// <summary>Mean scores of many runs: of a study, or of a published table. Analyses that need no single items work on them.</summary>
/// <param name="Rows">One row a run and language.</param>
/// <param name="Metric">Name of the score, for axes of figures.</param>
public sealed record MeanScores(IReadOnlyList<MeanScore> Rows, string Metric = "score")
{
    /// <summary>Averages that were printed beside a table, which need not be those of its rounded rows: run and value.</summary>
    public IReadOnlyList<PrintedMean> Printed { get; init; } = [];

    /// <summary>Every curve: runs that differ in samples, seed and measured language only, in the order of their first row.</summary>
    public IReadOnlyList<TransferCurve> Curves { get; private init; } =
    [
        .. Rows.Where(r => !r.IsBase)
            .GroupBy(r => (r.Task, r.Model, r.Setting, r.Trained))
            .Select(g => new TransferCurve([.. g], metric: Metric)),
    ];

    /// <summary>The curves of one task, in order.</summary>
    public IReadOnlyList<TransferCurve> Of(string task) => [.. Curves.Where(c => c.Task == task)];

    /// <summary>Tasks in the order of their first row.</summary>
    public IReadOnlyList<string> Tasks => [.. Curves.Select(c => c.Task).Distinct()];

    /// <summary>The one curve of a task, model, setting and languages; parts left out must leave no doubt.</summary>
    /// <param name="trained">Languages besides English, in any order.</param>
    /// <exception cref="InputException">There is no such curve, or more than one.</exception>
    public TransferCurve Curve(string task, string? model = null, string? setting = null, LanguageSet? trained = null)
    {
        var found = Curves
            .Where(c =>
                c.Task == task
                && (model ?? c.Model) == c.Model
                && (setting ?? c.Setting) == c.Setting
                && (trained is null || (trained.Count == c.Trained.Count && trained.All(c.Trained.Contains)))
            )
            .ToList();
        if (found.Count == 1)
            return found[0];
        var named = string.Join(", ", new[] { task, model, setting, trained?.ToString() }.OfType<string>());
        throw new InputException(
            $"{found.Count} curves are {named}",
            "the table of scores",
            $"There are: {string.Join("; ", Curves.Select(c => c.Name))}."
        );
    }

    /// <summary>The printed average of a curve's runs at so many samples; NaN where none was printed.</summary>
    public double PrintedAt(TransferCurve curve, double samples) =>
        Printed
            .FirstOrDefault(p =>
                p.Task == curve.Task
                && p.Model == curve.Model
                && p.Setting == curve.Setting
                && p.Trained.Equals(curve.Trained)
                && p.Samples == samples
            )
            ?.Value
        ?? double.NaN;

    /// <summary>Mean scores of the base that a curve's runs started from, by language; empty where it was not measured.</summary>
    public IReadOnlyDictionary<string, double> BaseOf(TransferCurve curve) =>
        Rows.Where(r =>
                r.IsBase
                && r.Task == curve.Task
                && r.Model == curve.Model
                && (r.Setting.Length == 0 || curve.Setting.Contains(r.Setting, StringComparison.Ordinal))
            )
            .GroupBy(r => r.Language.Code)
            .ToDictionary(g => g.Key, g => g.Average(r => r.Value), StringComparer.Ordinal);
}
