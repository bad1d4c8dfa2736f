using Clt.Results.Statistics.Regression;

namespace Clt.Results.Analysis.Pairs;

/// <summary>The design of a regression of transfer: pairs whose predictors are all known, and predictors in standard deviations.</summary>
internal sealed class PairDesign
{
    private readonly double[][] _rows;

    public PairDesign(PairTable table, IReadOnlyList<IPairPredictor> predictors)
    {
        var rows = table.Pairs.Select(p => (Pair: p, Values: predictors.Select(q => q.Of(p.Source, p.Target)).ToArray())).ToList();
        var known = rows.Where(r => r.Values.All(double.IsFinite)).ToList();
        Left =
        [
            .. rows.Where(r => !r.Values.All(double.IsFinite))
                .Select(r => (r.Pair, predictors[Array.FindIndex(r.Values, v => !double.IsFinite(v))])),
        ];
        Languages = new LanguageSet(known.SelectMany(r => new[] { r.Pair.Source, r.Pair.Target }));
        int Number(Language language) => Enumerable.Range(0, Languages.Count).First(i => Languages[i].Code == language.Code);
        Pairs = [.. known.Select(r => (Number(r.Pair.Source), Number(r.Pair.Target)))];
        Values = [.. known.Select(r => r.Pair.Value)];
        var varied = Enumerable.Range(0, predictors.Count).Where(j => Spread([.. known.Select(r => r.Values[j])]).Deviation > 0).ToList();
        Constant = [.. predictors.Where((_, j) => !varied.Contains(j)).Select(p => p.Name)];
        Predictors = [.. varied.Select(j => predictors[j])];
        var scales = varied.Select(j => Spread([.. known.Select(r => r.Values[j])])).ToList();
        _rows = [.. known.Select(r => varied.Select((j, k) => (r.Values[j] - scales[k].Mean) / scales[k].Deviation).ToArray())];
    }

    public LanguageSet Languages { get; }

    public IReadOnlyList<(int From, int To)> Pairs { get; }

    /// <summary>The transfer of each pair.</summary>
    public double[] Values { get; }

    /// <summary>Predictors that differ between pairs.</summary>
    public IReadOnlyList<IPairPredictor> Predictors { get; }

    /// <summary>Names of predictors that are the same for all pairs, and so cannot tell anything.</summary>
    public IReadOnlyList<string> Constant { get; }

    /// <summary>Pairs that were left out, with the first predictor that is not known.</summary>
    public IReadOnlyList<(PairTable.Pair Pair, IPairPredictor Unknown)> Left { get; }

    /// <summary>One row a pair: standardised predictors, those chosen.</summary>
    public IReadOnlyList<double[]> Rows(IReadOnlyList<int>? chosen = null) =>
        chosen is null ? _rows : [.. _rows.Select(r => chosen.Select(j => r[j]).ToArray())];

    /// <summary>The regression on some predictors.</summary>
    public DyadicModel Model(IReadOnlyList<int>? chosen = null) => new(Pairs, Rows(chosen), Values, Languages.Count);

    /// <summary>Variance inflation factor of a predictor: 1 / (1 - R²) of its regression on the others, at least 1.</summary>
    public double Inflation(int predictor)
    {
        int[] others = [.. Enumerable.Range(0, Predictors.Count).Where(j => j != predictor)];
        // By no others nothing is told: R² is 0.
        return 1 / (1 - new DyadicModel(Pairs, Rows(others), [.. _rows.Select(r => r[predictor])], Languages.Count).R2);
    }

    private static (double Mean, double Deviation) Spread(double[] values)
    {
        if (values.Length < 2)
            return (0, 0);
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)));
    }
}
