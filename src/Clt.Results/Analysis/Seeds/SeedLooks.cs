using Clt.Results.Scores;
using Clt.Results.Statistics.Testing;
using Clt.Results.Store;

namespace Clt.Results.Analysis.Seeds;

/// <summary>How the seeds of a condition came out.</summary>
internal enum SeedState
{
    /// <summary>The rule holds: no further seed is run.</summary>
    Decided,

    /// <summary>It does not hold with as many seeds as there may be.</summary>
    Undecided,

    /// <summary>Results are missing.</summary>
    Open,
}

/// <summary>What a rule saw with so many seeds.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Estimate">Mean of what it looks at.</param>
/// <param name="HalfWidth">Half of the width of its repeated confidence interval.</param>
/// <param name="Holds">Whether it is content.</param>
internal sealed record SeedLook(SeedRule Rule, double Estimate, double HalfWidth, bool Holds);

/// <summary>The seeds of a condition, one look after the other.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Baseline">The condition that it is compared with, whose seeds it needs too; null for none.</param>
/// <param name="State">How they came out.</param>
/// <param name="Seeds">Seeds that are used or, where it is open, needed next.</param>
/// <param name="Looks">What was seen with <see cref="AdaptiveSeeds.First"/> seeds, and with each further one.</param>
internal sealed record SeedCourse(
    Condition Condition,
    Condition? Baseline,
    SeedState State,
    int Seeds,
    IReadOnlyList<IReadOnlyList<SeedLook>> Looks
);

/// <summary>
/// Asks a stopping rule of stored results, seed after seed. The answer is a function of results alone: an interrupted run comes to the
/// same, and results of further seeds that are there change nothing.
/// </summary>
internal sealed class SeedLooks
{
    private readonly AdaptiveSeeds _seeds;
    private readonly RepeatedIntervals _intervals;
    private readonly Dictionary<(string Condition, long Seed), MeasuredRun> _runs = [];
    private readonly List<(Condition Condition, MeasuredRun Run)> _references;

    public SeedLooks(AdaptiveSeeds seeds, IReadOnlyList<MeasuredRun> runs)
    {
        (_seeds, _intervals) = (seeds, RepeatedIntervals.Of(seeds.First, seeds.Most, AdaptiveSeeds.Error));
        foreach (var run in runs.Where(r => r.Result.Kind == CellKind.Finetune))
            _runs[(new Condition(run.Axes, IsReference: false).Key, run.Result.Seed)] = run;
        _references = [.. runs.Where(r => r.Result.Kind == CellKind.Reference).Select(r => (new Condition(r.Axes, IsReference: true), r))];
    }

    /// <summary>The course of every condition that is asked.</summary>
    public IReadOnlyList<SeedCourse> Courses() => [.. _seeds.Conditions.Select(Course)];

    /// <summary>The seeds that each condition needs by now, for itself and for those that are compared with it.</summary>
    public static IReadOnlyDictionary<string, int> Needed(IReadOnlyList<SeedCourse> courses) =>
        courses
            .SelectMany(c => new[] { c.Condition, c.Baseline }.OfType<Condition>().Select(n => (n.Key, c.Seeds)))
            .GroupBy(n => n.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Max(n => n.Seeds), StringComparer.Ordinal);

    private SeedCourse Course(Condition condition)
    {
        var rules = _seeds.Rule.Alternatives.ToList();
        var baseline = rules.OfType<DecidedRule>().Select(r => Baseline(condition, r)).FirstOrDefault(b => b is not null);
        var looks = new List<IReadOnlyList<SeedLook>>();
        SeedCourse Ended(SeedState state, int seeds) => new(condition, baseline, state, seeds, looks);
        for (var n = _seeds.First; n <= _seeds.Most; n++)
        {
            List<SeedLook> look = [];
            foreach (var rule in rules)
            {
                if (Values(condition, rule, n) is not { } values)
                    return Ended(SeedState.Open, n);
                if (values.Count > 0)
                    look.Add(Look(rule, values));
            }

            looks.Add(look);
            // A baseline has no question of its own.
            if (look.Count == 0 || look.Exists(l => l.Holds))
                return Ended(SeedState.Decided, n);
        }

        return Ended(SeedState.Undecided, _seeds.Most);
    }

    private SeedLook Look(SeedRule rule, IReadOnlyList<double> values)
    {
        var (mean, half) = _intervals.At(values);
        var holds = rule switch
        {
            // Values that are all equal, as two seeds of a score of few items are by chance, say nothing of their spread.
            HalfWidthRule narrow => half > 0 && half <= narrow.Most,
            DecidedRule decided => half > 0 && (Math.Abs(mean) > half || Math.Abs(mean) + half < decided.Within),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.GetType().Name, "A rule of an unknown kind."),
        };
        return new SeedLook(rule, mean, half, holds);
    }

    /// <summary>What a rule looks at, a value a seed; none where it asks nothing of it, null where results are missing.</summary>
    private List<double>? Values(Condition condition, SeedRule rule, int seeds)
    {
        var values = new List<double>();
        var other = rule is DecidedRule { Against: not null } decided ? Baseline(condition, decided) : null;
        if (rule is DecidedRule { Against: not null } && other is null)
            return [];
        for (var seed = 1; seed <= seeds; seed++)
        {
            if (Run(condition, seed) is not { } run)
                return null;
            var from = rule switch
            {
                HalfWidthRule => (double?)0,
                DecidedRule { Against: null } => Score(ReferenceOf(condition, seed), rule),
                DecidedRule => Score(Run(other!, seed), rule),
                _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.GetType().Name, "A rule of an unknown kind."),
            };
            if (from is null)
                return null;
            values.Add(Score(run, rule)!.Value - from.Value);
        }

        return values;
    }

    private MeasuredRun? Run(Condition condition, long seed) => _runs.GetValueOrDefault((condition.Key, seed));

    /// <summary>Of the seed's own base, or of the one that all seeds have.</summary>
    private MeasuredRun? ReferenceOf(Condition condition, long seed)
    {
        var fitting = _references.Where(r => condition.StartsFrom(r.Condition)).Select(r => r.Run);
        return fitting.FirstOrDefault(r => !_seeds.OwnBases || r.Result.Seed == seed);
    }

    /// <summary>The condition at the axis' other value that agrees in all axes that it has.</summary>
    private Condition? Baseline(Condition condition, DecidedRule rule)
    {
        if (rule.Against is not { } against || condition.Axes.GetValueOrDefault(rule.Question) is not { } value || value == against)
            return null;
        return _seeds.Conditions.FirstOrDefault(c =>
            c.Axes.GetValueOrDefault(rule.Question) == against
            && c.Axes.All(a => a.Key == rule.Question || condition.Axes.GetValueOrDefault(a.Key) == a.Value)
        );
    }

    /// <summary>The mean over languages of the headline metric.</summary>
    private static double? Score(MeasuredRun? run, SeedRule rule)
    {
        if (run is null)
            return null;
        var headline = run.Result.Scores.Select(s => s.Metric).FirstOrDefault();
        var scores = run.Result.Scores.Where(s => s.Metric == headline && (rule.On.Count == 0 || rule.On.Contains(s.Language)));
        return scores.Select(s => s.Value).DefaultIfEmpty(double.NaN).Average();
    }
}
