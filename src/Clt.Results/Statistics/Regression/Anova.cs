using Clt.Results.Statistics.Testing;

namespace Clt.Results.Statistics.Regression;

/// <summary>
/// Two-way analysis of variance with or without interaction, sums of squares of types I, II and III (sum contrasts), also for unbalanced
/// data.
/// </summary>
public sealed class Anova
{
    private readonly double[] _y;
    private readonly List<double[]> _a;
    private readonly List<double[]> _b;
    private readonly List<double[]> _ab;
    private readonly double _residual;
    private readonly double _freedom;

    /// <param name="a">Levels of the first factor.</param>
    /// <param name="b">Levels of the second factor.</param>
    /// <exception cref="ArgumentException">With interaction: a combination of levels has no observation.</exception>
    public Anova(IReadOnlyList<int> a, IReadOnlyList<int> b, IReadOnlyList<double> y, bool interaction = true)
    {
        _y = [.. y];
        (_a, _b) = (Contrasts(a), Contrasts(b));
        if (interaction && a.Zip(b).Distinct().Count() < a.Distinct().Count() * b.Distinct().Count())
        {
            throw new ArgumentException("A combination of levels has no observation.", nameof(a));
        }

        _ab = [.. Enumerable.Range(0, y.Count).Select(i => interaction ? _a[i].SelectMany(u => _b[i].Select(v => u * v)).ToArray() : [])];
        _residual = Residual(true, true, true, true);
        _freedom = y.Count - (1 + _a[0].Length + _b[0].Length + _ab[0].Length);
    }

    /// <summary>Type I, II or III, by term: a, b, a:b, residual, and for type III the intercept.</summary>
    public Dictionary<string, AnovaRow> Table(int type)
    {
        var both = Residual(true, true, true, false);
        var table = new Dictionary<string, AnovaRow> { ["residual"] = new(_residual, _freedom, double.NaN, double.NaN) };
        if (_ab[0].Length > 0)
            table["a:b"] = Row(both - _residual, _ab[0].Length);
        table["a"] = Row(
            type switch
            {
                1 => Residual(true, false, false, false) - Residual(true, true, false, false),
                2 => Residual(true, false, true, false) - both,
                _ => Residual(true, false, true, true) - _residual,
            },
            _a[0].Length
        );
        table["b"] = Row(
            type == 3 ? Residual(true, true, false, true) - _residual : Residual(true, true, false, false) - both,
            _b[0].Length
        );
        if (type == 3)
            table["intercept"] = Row(Residual(false, true, true, true) - _residual, 1);
        return table;
    }

    private AnovaRow Row(double sum, int freedom)
    {
        var f = sum / freedom / (_residual / _freedom);
        return new(sum, freedom, f, Distributions.FTail(f, freedom, _freedom));
    }

    private double Residual(bool intercept, bool a, bool b, bool ab)
    {
        var design = Enumerable
            .Range(0, _y.Length)
            .Select(i =>
                (double[])[.. intercept ? [1.0] : Array.Empty<double>(), .. a ? _a[i] : [], .. b ? _b[i] : [], .. ab ? _ab[i] : []]
            )
            .ToList();
        return new LinearModel(design, _y).ResidualSumOfSquares;
    }

    // A level is its own column; the last is minus one in all.
    private static List<double[]> Contrasts(IReadOnlyList<int> levels)
    {
        var distinct = levels.Distinct().Order().ToList();
        return
        [
            .. levels.Select(l =>
                distinct
                    .SkipLast(1)
                    .Select(d =>
                        l == distinct[^1] ? -1.0
                        : l == d ? 1.0
                        : 0
                    )
                    .ToArray()
            ),
        ];
    }
}
