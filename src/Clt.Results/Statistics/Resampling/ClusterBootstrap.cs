namespace Clt.Results.Statistics.Resampling;

/// <summary>
/// Bootstrap over items and seeds: a resample draws items with replacement (an item brings all its translations and columns) and, independently,
/// seeds with replacement (a seed brings all its cells). All columns of the table see the same draw, so ratios and gaps between them get
/// honest intervals.
/// </summary>
/// <remarks>
/// <para>The draws depend on the seed's stream <c>bootstrap</c> and the numbers of items and seeds, not on threads, columns or the order
/// of results.</para>
/// <para>With few seeds the spread between seeds is understated (by about (S - 1) / S in variance); with one seed it is not in the
/// interval at all.</para>
/// <para>Two-way resampling of crossed factors: Owen 2007, The pigeonhole bootstrap (it errs on the wide side).</para>
/// <example><code>
/// var bootstrap = new ClusterBootstrap(ScoreTable.Of(results), seed: 1);
/// Interval japanese = bootstrap.Mean("cell1/jpn_Jpan");
/// Interval relative = bootstrap.Of(s => s.Mean("cell1/jpn_Jpan") / s.Mean("cell1/eng_Latn"));
/// </code></example>
/// </remarks>
public sealed class ClusterBootstrap
{
    private readonly Lazy<double[]> _replicates;

    /// <param name="table">Scores of the columns to be compared.</param>
    /// <param name="seed">The study's seed; its stream <c>bootstrap</c> is used.</param>
    /// <param name="resamples">At least 1; 10,000 leaves a Monte Carlo error of about 1 % of the interval's width.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    public ClusterBootstrap(ScoreTable table, Seed seed, int resamples = 10_000, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (!(level is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(level), level, "A confidence level lies between 0 and 1.");
        (Table, Resamples, Level) = (table, resamples, level);
        _replicates = new Lazy<double[]>(() => new ResampledSums(table, seed.Stream("bootstrap")).Draw(resamples));
    }

    public ScoreTable Table { get; }

    public int Resamples { get; }

    public double Level { get; }

    /// <summary>Interval for the mean score of a column.</summary>
    /// <exception cref="InputException">There is no such column.</exception>
    public Interval Mean(string column, IntervalMethod method = IntervalMethod.Percentile)
    {
        var found = Table.Find(column);
        if (!found.IsMean) throw new ArgumentException($"Column '{column}' has statistics of its own; give the function of them.", nameof(column));
        return Of(sums => sums.Mean(column), method) with { Items = found.Items, Seeds = found.Seeds };
    }

    /// <summary>Interval for a function of one column's summed statistics (corpus BLEU, F1).</summary>
    /// <exception cref="InputException">There is no such column.</exception>
    public Interval Of(string column, Func<ReadOnlySpan<double>, double> function, IntervalMethod method = IntervalMethod.Percentile)
    {
        var found = Table.Find(column);
        return Of(sums => function(sums[column]), method) with { Items = found.Items, Seeds = found.Seeds };
    }

    /// <summary>Interval for any function of the columns' summed statistics, such as a ratio, a gap or a curve's parameter.</summary>
    public Interval Of(Statistic statistic, IntervalMethod method = IntervalMethod.Percentile)
    {
        var estimate = statistic(new Sums(Table, ResampledSums.Total(Table)));
        var replicates = Replicates(statistic);
        var finite = Array.FindAll(replicates, double.IsFinite);
        var undefined = 1 - ((double)finite.Length / replicates.Length);
        var (low, high) = finite.Length == 0 ? (double.NaN, double.NaN)
            : method == IntervalMethod.Bca ? BootstrapIntervals.Bca(finite, estimate, Acceleration(statistic), Level)
            : BootstrapIntervals.Percentile(finite, Level);
        return new Interval(estimate, low, high, Level, Table.Items.Count, Table.Seeds.Count, undefined);
    }

    /// <summary>
    /// The statistic on every resample, in the order of drawing: for tests and plots, or to combine several statistics on the same draws.
    /// </summary>
    public double[] Replicates(Statistic statistic)
    {
        var sums = _replicates.Value;
        var values = new double[Resamples];
        for (var r = 0; r < Resamples; r++) values[r] = statistic(new Sums(Table, sums.AsSpan(r * Table.Width, Table.Width)));
        return values;
    }

    private double Acceleration(Statistic statistic)
    {
        var items = ResampledSums.WithoutEachItem(Table).Select(s => statistic(new Sums(Table, s))).ToArray();
        var seeds = ResampledSums.WithoutEachSeed(Table).Select(s => statistic(new Sums(Table, s))).ToArray();
        return BootstrapIntervals.Acceleration(items, seeds);
    }
}
