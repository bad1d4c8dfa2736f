namespace Clt.Results.Statistics.Resampling;

/// <summary>
/// Bootstrap over items and seeds: a resample draws items with replacement (an item brings all its translations and columns) and,
/// independently, seeds with replacement (a seed brings all its cells). All columns of the table see the same draw, so ratios and gaps
/// between them get honest intervals.
/// </summary>
/// <remarks>
/// <para>A seed brings its base where a study trains one for each, so bases are the outermost clusters; items are crossed with them, not
/// nested in them, since every base answers the same items.</para>
/// <para>The draws depend on the seed's stream <c>bootstrap</c> and the numbers of items and seeds, not on threads, columns or the order
/// of results.</para>
/// <para>Two-way resampling of crossed factors: Owen 2007, The pigeonhole bootstrap. Resampling understates the spread of few seeds, so
/// intervals are widened (<see cref="IntervalPolicy.Resampled"/>); of one seed they know none.</para>
/// <example><code>
/// var bootstrap = new ClusterBootstrap(ScoreTable.Of(results), seed: 1);
/// Interval japanese = bootstrap.Mean("cell1/jpn_Jpan");
/// Interval relative = bootstrap.Of(s => s.Mean("cell1/jpn_Jpan") / s.Mean("cell1/eng_Latn"));
/// </code></example>
/// </remarks>
public sealed class ClusterBootstrap
{
    private readonly Lazy<double[]> _replicates;
    private readonly Lazy<double[]> _total;
    private readonly Lazy<IReadOnlyList<double[]>> _withoutItems;
    private readonly Lazy<IReadOnlyList<double[]>> _withoutSeeds;

    /// <param name="table">Scores of the columns to be compared.</param>
    /// <param name="seed">The study's seed; its stream <c>bootstrap</c> is used.</param>
    /// <param name="resamples">At least 1; 10,000 leaves a Monte Carlo error of about 1 % of the interval's width.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    public ClusterBootstrap(ScoreTable table, Seed seed, int resamples = 10_000, double level = IntervalPolicy.Level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (!(level is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A confidence level lies between 0 and 1.");
        (Table, Resamples, Level) = (table, resamples, level);
        _replicates = new Lazy<double[]>(() => new ResampledSums(table, seed.Stream("bootstrap")).Draw(resamples));
        _total = new Lazy<double[]>(() => ResampledSums.Total(table));
        _withoutItems = new Lazy<IReadOnlyList<double[]>>(() => [.. ResampledSums.WithoutEachItem(table)]);
        _withoutSeeds = new Lazy<IReadOnlyList<double[]>>(() => [.. ResampledSums.WithoutEachSeed(table)]);
    }

    public ScoreTable Table { get; }

    public int Resamples { get; }

    public double Level { get; }

    /// <summary>Interval for the mean score of a column.</summary>
    /// <exception cref="InputException">There is no such column.</exception>
    public Interval Mean(string column)
    {
        var found = Table.Find(column);
        if (!found.IsMean)
            throw new ArgumentException($"Column '{column}' has statistics of its own; give the function of them.", nameof(column));
        return Of(sums => sums.Mean(column), found.Items, found.Seeds);
    }

    /// <summary>Interval for a function of one column's summed statistics (corpus BLEU, F1).</summary>
    /// <exception cref="InputException">There is no such column.</exception>
    public Interval Of(string column, Func<ReadOnlySpan<double>, double> function)
    {
        var found = Table.Find(column);
        return Of(sums => function(sums[column]), found.Items, found.Seeds);
    }

    /// <summary>Interval for any function of the columns' summed statistics, such as a ratio, a gap or a curve's parameter.</summary>
    /// <param name="statistic">The function.</param>
    /// <param name="items">Items behind it; by default all of the table.</param>
    /// <param name="seeds">Seeds behind it; by default all of the table.</param>
    /// <param name="covers">What varies, in words; by default items and the number of seeds.</param>
    public Interval Of(Statistic statistic, int? items = null, int? seeds = null, string? covers = null)
    {
        var chance = Chance(statistic, items, seeds);
        return Made(Estimate(statistic), Replicates(statistic), chance, covers);
    }

    /// <summary>
    /// The same of several functions that are computed together, such as the measures of a matrix: each resample is read once.
    /// </summary>
    public IReadOnlyList<Interval> OfEach(Statistics statistics, int? items = null, int? seeds = null, string? covers = null)
    {
        var all = statistics(new Sums(Table, _total.Value));
        var sums = _replicates.Value;
        var replicates = new double[Resamples][];
        for (var r = 0; r < Resamples; r++)
            replicates[r] = statistics(new Sums(Table, sums.AsSpan(r * Table.Width, Table.Width)));
        double[][] withoutItems = [.. _withoutItems.Value.Select(s => statistics(new Sums(Table, s)))];
        double[][] withoutSeeds = [.. _withoutSeeds.Value.Select(s => statistics(new Sums(Table, s)))];
        var (ofItems, ofSeeds) = (items ?? Table.Items.Count, seeds ?? Table.Seeds.Count);
        double Variance(double[][] without, int i, int clusters) =>
            clusters < 2 ? 0 : (clusters - 1.0) / clusters * without.Sum(v => Math.Pow(v[i] - all[i], 2));
        return
        [
            .. all.Select(
                (estimate, i) =>
                {
                    var chance = new SourcesOfChance(
                        Variance(withoutItems, i, ofItems),
                        Variance(withoutSeeds, i, ofSeeds),
                        ofItems,
                        ofSeeds
                    );
                    return Made(estimate, [.. replicates.Select(v => v[i])], chance, covers);
                }
            ),
        ];
    }

    /// <summary>Variance of a statistic by source of chance; parameters as of <see cref="Of(Statistic, int?, int?, string?)"/>.</summary>
    public SourcesOfChance Chance(Statistic statistic, int? items = null, int? seeds = null)
    {
        var (estimate, ofItems, ofSeeds) = (Estimate(statistic), items ?? Table.Items.Count, seeds ?? Table.Seeds.Count);
        double Variance(IReadOnlyList<double[]> without, int clusters) =>
            clusters < 2 ? 0 : (clusters - 1.0) / clusters * without.Sum(s => Math.Pow(statistic(new Sums(Table, s)) - estimate, 2));
        return new SourcesOfChance(Variance(_withoutItems.Value, ofItems), Variance(_withoutSeeds.Value, ofSeeds), ofItems, ofSeeds);
    }

    /// <summary>
    /// The statistic on every resample, in the order of drawing: for tests and plots, or to combine several statistics on the same draws.
    /// </summary>
    public double[] Replicates(Statistic statistic)
    {
        var sums = _replicates.Value;
        var values = new double[Resamples];
        for (var r = 0; r < Resamples; r++)
            values[r] = statistic(new Sums(Table, sums.AsSpan(r * Table.Width, Table.Width)));
        return values;
    }

    private Interval Made(double estimate, double[] replicates, SourcesOfChance chance, string? covers)
    {
        var finite = Array.FindAll(replicates, double.IsFinite);
        covers ??= chance.Seeds > 1 ? $"items and {chance.Seeds} seeds" : "items";
        var interval = IntervalPolicy.Resampled(estimate, finite, chance, covers, Level);
        return interval with { Undefined = 1 - ((double)finite.Length / replicates.Length) };
    }

    /// <summary>The statistic on all data.</summary>
    internal double Estimate(Statistic statistic) => statistic(new Sums(Table, _total.Value));
}
