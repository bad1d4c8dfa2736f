using Clt.Results.Scores;

namespace Clt.Results.Analysis.Pairs;

/// <summary>
/// Zero-shot transfer of every ordered pair of languages: runs that were trained on one language each, measured on others.
/// </summary>
/// <param name="Name">Task, model and setting of the runs; the number of samples where there are several.</param>
/// <param name="Pairs">Pairs of two different languages, with the mean over seeds.</param>
internal sealed record PairTable(string Name, IReadOnlyList<PairTable.Pair> Pairs)
{
    /// <param name="Source">The language that was trained on.</param>
    /// <param name="Target">The language that was measured.</param>
    /// <param name="Value">The mean over seeds.</param>
    public sealed record Pair(Language Source, Language Target, double Value);

    /// <summary>The languages of the pairs, in order.</summary>
    public LanguageSet Languages => new(Pairs.SelectMany(p => new[] { p.Source, p.Target }));

    /// <summary>One table for each task, model, setting and number of samples that has pairs.</summary>
    public static IReadOnlyList<PairTable> Of(MeanScores scores, TransferMeasure measure)
    {
        var rows = scores.Rows.Where(r => !r.IsBase).Select(r => (Row: r, Source: Source(r))).Where(r => r.Source is not null).ToList();
        var groups = rows.GroupBy(r => (r.Row.Task, r.Row.Model, r.Row.Setting)).ToList();
        return
        [
            .. groups
                .SelectMany(g =>
                    g.GroupBy(r => Samples(r.Row))
                        .Select(s =>
                            Table(
                                Named(
                                    g.Key.Task,
                                    g.Key.Model,
                                    g.Key.Setting,
                                    g.Select(r => Samples(r.Row)).Distinct().Count() > 1 ? s.Key : null
                                ),
                                [.. s.Select(r => (r.Source!, r.Row.Language, r.Row.Value))],
                                measure
                            )
                        )
                )
                .Where(t => t.Pairs.Count > 0),
        ];
    }

    private static PairTable Table(
        string name,
        IReadOnlyList<(Language Source, Language Target, double Value)> rows,
        TransferMeasure measure
    )
    {
        var means = rows.GroupBy(r => (Source: r.Source.Code, Target: r.Target.Code))
            .Select(g => new Pair(g.First().Source, g.First().Target, g.Average(r => r.Value)))
            .ToList();
        var own = means.Where(p => p.Source.Code == p.Target.Code).ToDictionary(p => p.Source.Code, p => p.Value, StringComparer.Ordinal);
        double Under(Pair pair) =>
            measure switch
            {
                TransferMeasure.Score => 1,
                TransferMeasure.ShareOfSource => own.GetValueOrDefault(pair.Source.Code, double.NaN),
                TransferMeasure.ShareOfTarget => own.GetValueOrDefault(pair.Target.Code, double.NaN),
                _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "There is no such measure."),
            };
        var others = means.Where(p => p.Source.Code != p.Target.Code).Select(p => p with { Value = p.Value / Under(p) });
        return new PairTable(name, [.. others.Where(p => double.IsFinite(p.Value))]);
    }

    /// <summary>The one language that a run was trained on, or null.</summary>
    private static Language? Source(MeanScore row) =>
        (row.English > 0, row.Trained.Count, row.Samples > 0) switch
        {
            (true, 0, _) or (true, 1, false) => Language.Parse("en"),
            (false, 1, true) => row.Trained[0],
            _ => null,
        };

    private static double Samples(MeanScore row) => row.English > 0 ? row.English : row.Samples;

    private static string Named(string task, string model, string setting, double? samples) =>
        string.Join(", ", new[] { task, model, setting, samples is { } n ? $"{n:0} samples" : "" }.Where(p => p.Length > 0));
}
