using Clt.Results.Statistics.Curves;
using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Analysis.Curves;

/// <summary>A response curve y = A + B f(n), fitted by least squares; f is the shape with its knot or scale.</summary>
public sealed class ResponseFit
{
    private readonly Func<double, double> _basis;
    private readonly double _mean;
    private readonly double _spread;

    private ResponseFit(
        ResponseShape shape,
        int parameters,
        Func<double, double> basis,
        IReadOnlyList<(double Samples, double Value)> points
    )
    {
        (Shape, Parameters, Points, _basis) = (shape, parameters, points.Count, basis);
        double[] f = [.. points.Select(p => basis(p.Samples))];
        _mean = f.Average();
        _spread = f.Sum(v => (v - _mean) * (v - _mean));
        var mean = points.Average(p => p.Value);
        B = _spread > 0 ? points.Select((p, i) => (f[i] - _mean) * (p.Value - mean)).Sum() / _spread : 0;
        A = mean - (B * _mean);
        SumOfSquares = points.Sum(p => Math.Pow(p.Value - At(p.Samples), 2));
    }

    public ResponseShape Shape { get; }

    /// <summary>Free parameters, the variance not counted.</summary>
    public int Parameters { get; }

    public int Points { get; }

    public double A { get; }

    public double B { get; }

    /// <summary>Whether scores rise with samples: every shape's f does.</summary>
    public bool Rises => B > 0;

    public double SumOfSquares { get; }

    /// <summary>Shape and direction in words.</summary>
    public string Description =>
        (Shape, Rises) switch
        {
            (ResponseShape.Flat, _) => "flat",
            (ResponseShape.Logarithmic, true) => "a steady rise with every doubling",
            (ResponseShape.Logarithmic, false) => "a steady fall with every doubling",
            (ResponseShape.BrokenLine, true) => "a rise, then a plateau",
            (ResponseShape.BrokenLine, false) => "a fall, then a plateau",
            (ResponseShape.Saturating, true) => "a rise towards a ceiling",
            (ResponseShape.Saturating, false) => "a fall towards a floor",
            _ => throw new InvalidOperationException($"There is no description of {Shape}."),
        };

    /// <summary>Residual standard deviation.</summary>
    public double Deviation => Math.Sqrt(SumOfSquares / (Points - Parameters));

    /// <summary>Akaike's criterion corrected for small samples (Hurvich and Tsai 1989); infinite where there are too few points.</summary>
    public double Aicc
    {
        get
        {
            var k = Parameters + 1.0;
            if (Points - k - 1 <= 0)
                return double.PositiveInfinity;
            return (Points * Math.Log(Math.Max(SumOfSquares, 1e-300) / Points)) + (2 * k) + (2 * k * (k + 1) / (Points - k - 1));
        }
    }

    /// <summary>The fitted score.</summary>
    public double At(double samples) => A + (B * _basis(samples));

    /// <summary>The fitted score with an interval for one new run, given the shape with its knot or scale.</summary>
    public Interval Predict(double samples)
    {
        var lever = (1.0 / Points) + (_spread > 0 ? Math.Pow(_basis(samples) - _mean, 2) / _spread : 0);
        return IntervalPolicy.StudentT(
            At(samples),
            Deviation * Math.Sqrt(1 + lever),
            Points - Parameters,
            Points,
            "one new run",
            IntervalMethod.Prediction
        );
    }

    /// <summary>Every shape that the points can tell, the one with the lowest criterion first; at least one.</summary>
    /// <param name="points">Samples and values; one number of samples may stand there several times.</param>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static IReadOnlyList<ResponseFit> All(IReadOnlyList<(double Samples, double Value)> points)
    {
        if (points.Count == 0)
            throw new ArgumentException("There is no point to fit.", nameof(points));
        double[] n = [.. points.Select(p => p.Samples)],
            y = [.. points.Select(p => p.Value)];
        var distinct = n.Distinct().Count();
        List<ResponseFit> fits = [new(ResponseShape.Flat, 1, _ => 0, points)];
        if (distinct >= 2)
            fits.Add(new(ResponseShape.Logarithmic, 2, v => Math.Log(1 + v), points));
        if (distinct >= 4)
        {
            var knot = BrokenLine.Fit(n, y).Knot;
            fits.Add(new(ResponseShape.BrokenLine, 3, v => Math.Min(Math.Log(1 + v), knot), points));
            fits.Add(Saturating(points, SaturatingCurve.Fit(n, y).Scale));
        }

        return [.. fits.OrderBy(f => f.Aicc).ThenBy(f => f.Parameters)];
    }

    /// <summary>The saturating curve of a given scale.</summary>
    public static ResponseFit Saturating(IReadOnlyList<(double Samples, double Value)> points, double scale) =>
        new(ResponseShape.Saturating, 3, v => -Math.Exp(-v / scale), points);
}
