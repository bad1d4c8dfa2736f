using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Regression;

/// <summary>
/// Dyadic regression: least squares over ordered pairs of members (a source and a target language), whose errors depend on both members.
/// </summary>
/// <remarks>
/// Pairs that share a member are not independent, so members are what is left out (<see cref="LeftOutR2"/>), resampled
/// (<see cref="Resample"/>) and permuted (<see cref="Permuted"/>, double semi-partialing of Dekker, Krackhardt and Snijders 2007).
/// </remarks>
public sealed class DyadicModel
{
    private readonly IReadOnlyList<(int From, int To)> _pairs;
    private readonly double[][] _rows;
    private readonly double[] _y;

    /// <param name="pairs">Members of each observation: two different numbers from 0 to <paramref name="members"/> - 1.</param>
    /// <param name="rows">Predictors of each observation, without a column of ones.</param>
    /// <param name="y">Responses.</param>
    /// <param name="members">Members in all.</param>
    public DyadicModel(IReadOnlyList<(int From, int To)> pairs, IReadOnlyList<double[]> rows, IReadOnlyList<double> y, int members)
    {
        (_pairs, _rows, _y, Members) = (pairs, [.. rows.Select(r => (double[])[1, .. r])], [.. y], members);
        Coefficients = Fit(_rows, i => 1);
    }

    public int Members { get; }

    /// <summary>The intercept, then one a predictor; NaN where predictors determine each other.</summary>
    public double[] Coefficients { get; }

    /// <summary>Share of the variance of the observations themselves that is explained.</summary>
    public double R2
    {
        get
        {
            var mean = _y.Average();
            return 1 - (_y.Select((v, i) => Math.Pow(v - At(Coefficients, _rows[i]), 2)).Sum() / _y.Sum(v => (v - mean) * (v - mean)));
        }
    }

    /// <summary>
    /// R² of pairs with a member that was left out: each member in turn, with all its pairs as source and as target, is predicted from the
    /// pairs of the others, and compared with the mean of those. Below 0 where that mean is the better prediction.
    /// </summary>
    /// <param name="ridge">Penalty on squared coefficients; 0 for least squares.</param>
    public double LeftOutR2(double ridge = 0)
    {
        var errors = LeftOut(ridge);
        return 1 - (errors.Sum(e => e.Error) / errors.Sum(e => e.Total));
    }

    /// <summary>Squared errors of each member's pairs, predicted from the pairs of the others: by the model, and by their mean.</summary>
    /// <param name="ridge">Penalty on squared coefficients; 0 for least squares.</param>
    public IReadOnlyList<(double Error, double Total)> LeftOut(double ridge = 0)
    {
        var errors = new (double Error, double Total)[Members];
        for (var member = 0; member < Members; member++)
        {
            var kept = Weights(p => !Has(p, member));
            var mean = _y.Select((v, i) => v * kept[i]).Sum() / kept.Sum();
            var fitted = Fit(_rows, i => kept[i], ridge);
            for (var i = 0; i < _y.Length; i++)
            {
                if (!Has(_pairs[i], member))
                    continue;
                errors[member].Error += Math.Pow(_y[i] - At(fitted, _rows[i]), 2);
                errors[member].Total += Math.Pow(_y[i] - mean, 2);
            }
        }

        return errors;
    }

    /// <summary>The coefficients on the pairs of members drawn with replacement; a pair counts as often as both were drawn.</summary>
    /// <param name="drawn">How often each member was drawn.</param>
    public double[] Resample(IReadOnlyList<int> drawn) => Fit(_rows, i => drawn[_pairs[i].From] * drawn[_pairs[i].To]);

    /// <summary>The coefficients without a member's pairs.</summary>
    public double[] Without(int member) => Fit(_rows, i => Has(_pairs[i], member) ? 0 : 1);

    /// <summary>The coefficients of a ridge regression; the intercept is free.</summary>
    public double[] Ridge(double penalty) => Fit(_rows, i => 1, penalty);

    /// <summary>
    /// Two-sided p of a predictor: what the others do not tell of it is given to other pairs, by renaming the members, and the sizes of its
    /// t are compared.
    /// </summary>
    /// <param name="predictor">From 0.</param>
    /// <param name="random">Draws the new names.</param>
    /// <param name="times">Permutations.</param>
    public double Permuted(int predictor, Random random, int times = 999)
    {
        var others = _rows.Select(r => r.Where((_, j) => j != predictor + 1).ToArray()).ToArray();
        var own = _rows.Select(r => r[predictor + 1]).ToArray();
        var told = Solve(others, own, i => 1, 0);
        var rest = new Dictionary<(int, int), double>();
        for (var i = 0; i < own.Length; i++)
            rest[_pairs[i]] = own[i] - At(told, others[i]);
        var observed = Math.Abs(T(others, _pairs, rest));
        var asLarge = 0;
        for (var time = 0; time < times; time++)
        {
            var names = Enumerable.Range(0, Members).ToArray();
            random.Shuffle(names);
            if (Math.Abs(T(others, [.. _pairs.Select(p => (names[p.From], names[p.To]))], rest)) >= observed - 1e-12)
                asLarge++;
        }

        return (1.0 + asLarge) / (1 + times);
    }

    /// <summary>Student's t of a last column taken from a table of pairs; pairs that the table lacks are left out.</summary>
    private double T(double[][] others, IReadOnlyList<(int, int)> named, Dictionary<(int, int), double> rest)
    {
        var kept = Enumerable.Range(0, _y.Length).Where(i => rest.ContainsKey(named[i])).ToArray();
        double[][] design = [.. kept.Select(i => (double[])[.. others[i], rest[named[i]]])];
        var x = Matrix<double>.Build.DenseOfRowArrays(design);
        var y = Vector<double>.Build.Dense(kept.Length, k => _y[kept[k]]);
        var inverse = (x.Transpose() * x).PseudoInverse();
        var fitted = inverse * (x.Transpose() * y);
        var residuals = y - (x * fitted);
        var variance = residuals.DotProduct(residuals) / Math.Max(1, kept.Length - x.ColumnCount);
        return fitted[^1] / Math.Sqrt(variance * inverse[x.ColumnCount - 1, x.ColumnCount - 1]);
    }

    private double[] Fit(double[][] rows, Func<int, double> weight, double ridge = 0) => Solve(rows, _y, weight, ridge);

    private static double[] Solve(double[][] rows, double[] y, Func<int, double> weight, double ridge)
    {
        var width = rows[0].Length;
        var (gram, right) = (Matrix<double>.Build.Dense(width, width), Vector<double>.Build.Dense(width));
        for (var i = 0; i < rows.Length; i++)
        {
            var w = weight(i);
            if (w == 0)
                continue;
            for (var a = 0; a < width; a++)
            {
                right[a] += w * rows[i][a] * y[i];
                for (var b = 0; b < width; b++)
                    gram[a, b] += w * rows[i][a] * rows[i][b];
            }
        }

        for (var a = 1; a < width; a++)
            gram[a, a] += ridge;
        // A column that the others determine has no estimate; a nearly singular matrix would give any number.
        return gram.ConditionNumber() < 1e12 ? gram.Solve(right).ToArray() : [.. Enumerable.Repeat(double.NaN, width)];
    }

    private double[] Weights(Func<(int From, int To), bool> keep) => [.. _pairs.Select(p => keep(p) ? 1.0 : 0)];

    private static bool Has((int From, int To) pair, int member) => pair.From == member || pair.To == member;

    private static double At(double[] coefficients, double[] row)
    {
        var sum = 0.0;
        for (var j = 0; j < row.Length; j++)
            sum += coefficients[j] * row[j];
        return sum;
    }
}
