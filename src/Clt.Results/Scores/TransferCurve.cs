namespace Clt.Results.Scores;

/// <summary>Mean scores of one task, model, setting and set of training languages over the samples per language.</summary>
public sealed class TransferCurve
{
    private readonly Dictionary<(double Samples, string Language), List<MeanScore>> _cells;

    /// <param name="rows">At least one row; all of the same task, model, setting and training languages.</param>
    public TransferCurve(IReadOnlyList<MeanScore> rows, string metric = "score")
    {
        Rows = rows;
        Metric = metric;
        _cells = rows.GroupBy(r => (r.Samples, r.Language.Code)).ToDictionary(g => g.Key, g => g.ToList());
        Samples = [.. rows.Select(r => r.Samples).Distinct().Order()];
        Seeds = [.. rows.Select(r => r.Seed).Distinct().Order()];
        var languages = new LanguageSet(rows.Select(r => r.Language));
        English = new LanguageSet(languages.Where(l => l.IsEnglish));
        Others = languages - English;
        Seen = new LanguageSet(Others.Where(l => Trained.Any(t => t.Group == l.Group)));
        Unseen = Others - Seen;
    }

    public IReadOnlyList<MeanScore> Rows { get; }

    public string Metric { get; }

    public string Task => Rows[0].Task;

    public string Model => Rows[0].Model;

    public string Setting => Rows[0].Setting;

    public LanguageSet Trained => Rows[0].Trained;

    /// <summary>Distinct samples per language, ascending.</summary>
    public IReadOnlyList<double> Samples { get; }

    public IReadOnlyList<long> Seeds { get; }

    public LanguageSet English { get; }

    /// <summary>All measured languages but English.</summary>
    public LanguageSet Others { get; }

    /// <summary>Those that the mixture trains on, in whichever region.</summary>
    public LanguageSet Seen { get; }

    public LanguageSet Unseen { get; }

    /// <summary>Those of <see cref="Others"/> in Latin script.</summary>
    public LanguageSet Latin => new(Others.Where(l => l.Script == "Latn"));

    public LanguageSet NonLatin => Others - Latin;

    /// <summary>Task, model, setting and languages in words.</summary>
    public string Name => string.Join(", ", new[] { Task, Model, Setting, Short(Trained) }.Where(p => p.Length > 0));

    /// <summary>English examples of the task; NaN where unknown.</summary>
    public double EnglishExamples => Rows[0].English;

    /// <summary>Examples of the task in a run's whole mixture; NaN where unknown.</summary>
    public double TaskExamples(double samples) => EnglishExamples + (Trained.Count * samples);

    /// <summary>The score of one language, the mean over seeds or of one seed; NaN where it was not measured.</summary>
    public double At(double samples, Language language, long? seed = null)
    {
        if (!_cells.TryGetValue((samples, language.Code), out var rows))
            return double.NaN;
        var kept = seed is null ? rows : [.. rows.Where(r => r.Seed == seed)];
        return kept.Count == 0 ? double.NaN : kept.Average(r => r.Value);
    }

    /// <summary>The mean over languages, each weighing the same; NaN where one was not measured, or there is none.</summary>
    public double Mean(double samples, LanguageSet languages, long? seed = null) =>
        languages.Count == 0 ? double.NaN : languages.Average(l => At(samples, l, seed));

    /// <summary>The mean over the other languages divided by English of the same runs.</summary>
    /// <param name="without">Languages to leave out.</param>
    public double Relative(double samples, LanguageSet? without = null, long? seed = null) =>
        Mean(samples, without is null ? Others : Others - without, seed) / Mean(samples, English, seed);

    /// <summary>The mean over seen languages less that over unseen ones.</summary>
    public double Gap(double samples, long? seed = null) => Mean(samples, Seen, seed) - Mean(samples, Unseen, seed);

    /// <summary>Means of seen and unseen languages at every number of samples and seed.</summary>
    public IReadOnlyList<(double Seen, double Unseen)> SeenAndUnseen =>
        [
            .. Samples
                .SelectMany(n => Seeds.Select(s => (Mean(n, Seen, s), Mean(n, Unseen, s))))
                .Where(p => double.IsFinite(p.Item1 + p.Item2)),
        ];

    /// <summary>A value at every number of samples and seed, those that are defined.</summary>
    public IReadOnlyList<(double Samples, double Value)> Points(Func<double, long, double> value) =>
        [.. Samples.SelectMany(n => Seeds.Select(s => (n, value(n, s)))).Where(p => double.IsFinite(p.Item2))];

    /// <summary>Short tags, as people write them.</summary>
    public static string Short(LanguageSet languages) => string.Join(" ", languages.Select(l => l.Short));
}
