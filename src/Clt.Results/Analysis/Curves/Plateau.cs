using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Curves;

/// <summary>
/// From how many samples per language does more stop helping? Broken-line and saturating fits of performance relative to English.
/// </summary>
/// <param name="without">Languages to leave out of the mean.</param>
public sealed class Plateau(LanguageSet? without = null) : CurveAnalysis
{
    public override string Title => "Where more samples stop helping";

    public override AnalysisResult Run(MeanScores scores)
    {
        var found = scores
            .Curves.Select(c => (Curve: c, Point: PlateauPoint.Of(Points(c))))
            .Where(f => f.Point is not null)
            .Select(f => (f.Curve, Point: f.Point!))
            .ToList();
        if (found.Count == 0)
            return Nothing("A plateau needs English above zero, other languages and at least four numbers of samples.");
        var rows = found.Select(f => new TableRow([
            f.Curve.Name,
            Format.Count((long)f.Point.WithinAPoint),
            Cell(f.Point.Knot),
            Cell(f.Point.Saturation),
            f.Point.Fits[0].Description,
            .. new[] { ResponseShape.Flat, ResponseShape.Logarithmic, ResponseShape.BrokenLine, ResponseShape.Saturating }.Select(s =>
                Behind(f.Point, s)
            ),
        ]));
        var table = new TableModel(
            "Plateau of performance relative to English",
            [
                new("curve"),
                new("within 0.01 of the best", true),
                new("knot of a broken line", true),
                new("95 % of a saturating gain", true),
                new("best shape"),
                new("flat", true),
                new("logarithmic", true),
                new("broken", true),
                new("saturating", true),
            ],
            [.. rows],
            "Samples per language. The last columns are AICc above the best " + "shape; below 2 the points do not tell shapes apart."
        );
        var plots = scores.Tasks.Select(t => Plot(t, [.. found.Where(f => f.Curve.Task == t)])).Where(p => p.Panels.Count > 0);
        return new AnalysisResult(
            Title,
            [.. Summary([.. found.Select(f => f.Point)]), .. found.Select(f => new Finding(f.Curve.Name, Sentence(f.Point)))],
            [.. plots],
            [table]
        );
    }

    private IReadOnlyList<(double Samples, double Value)> Points(TransferCurve curve) =>
        curve.Points((n, s) => curve.Relative(n, without, s));

    private PlotModel Plot(string task, IReadOnlyList<(TransferCurve Curve, PlateauPoint Point)> found) =>
        CurveFigure.Of(
            $"{task}: relative to English, with the best broken line",
            "share of English",
            [
                .. found.Select(f =>
                    (
                        f.Curve.Name,
                        (IReadOnlyList<CurveFigure.Line>)
                            [
                                CurveFigure.Of("measured", 1, f.Curve, (n, s) => f.Curve.Relative(n, without, s)),
                                new CurveFigure.Line(
                                    "broken line",
                                    2,
                                    [.. f.Curve.Samples.Select(n => (n, IntervalPolicy.None(Fit(f.Point).At(n), "")))]
                                ),
                            ]
                    )
                ),
            ],
            "The broken line rises evenly with every doubling up to its knot."
        ) with
        {
            Percent = true,
        };

    private static IEnumerable<Finding> Summary(IReadOnlyList<PlateauPoint> points) =>
        points.Count < 2
            ? []
            :
            [
                new Finding(
                    "",
                    $"{points.Count(p => p.IsClear)} of {points.Count} curves show a plateau before their largest number of samples; "
                        + $"{points.Count(p => p.Shape == ResponseShape.Flat)} show no answer to more samples."
                ),
            ];

    private static ResponseFit Fit(PlateauPoint point) => point.Fits.First(f => f.Shape == ResponseShape.BrokenLine);

    private static string Sentence(PlateauPoint point)
    {
        if (point.Shape == ResponseShape.Flat)
            return "no evidence that more samples change the share of English.";
        if (Fit(point).B <= 0)
            return "the share of English falls with more samples.";
        return point.IsClear
            ? $"the share of English stops rising at about {Samples(point.Knot)} samples per language; best shape: "
                + $"{point.Fits[0].Description}."
            : $"no evidence of a plateau within {Format.Count((long)point.Largest)} samples per language (knot {Samples(point.Knot)}); "
                + $"best shape: "
                + $"{point.Fits[0].Description}.";
    }

    private static string Behind(PlateauPoint point, ResponseShape shape)
    {
        var behind = point.Fits.First(f => f.Shape == shape).Aicc - point.Fits[0].Aicc;
        return double.IsFinite(behind) ? behind.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) : "–";
    }

    private static TableCell Cell(Interval i) => new(Samples(i), i);

    internal static string Samples(Interval i) => $"{Round(i.Estimate)} {Format.Ends(i.Low, i.High, Round)}";

    private static string Round(double value) => double.IsFinite(value) ? Format.Count((long)Math.Round(value)) : "–";
}
