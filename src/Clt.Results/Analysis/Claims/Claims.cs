using System.Globalization;
using Clt.Results.Analysis.Curves;
using Clt.Results.Scores;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Claims;

/// <summary>Recomputes every claim from the scores: claimed, recomputed, agrees or not.</summary>
public sealed class Claims(IReadOnlyList<Claim> claims) : CurveAnalysis
{
    public override string Title => "Claims";

    /// <summary>Every claim with its recomputed number and whether they agree.</summary>
    public IReadOnlyList<(Claim Claim, double Recomputed, bool Agrees)> Check(MeanScores scores) =>
        [.. claims.Select(c => (c, Value: c.Recompute(scores))).Select(c => (c.c, c.Value, c.c.Agrees(c.Value)))];

    public override AnalysisResult Run(MeanScores scores)
    {
        var checks = Check(scores);
        var table = new TableModel(
            "Claims against the tables",
            [new("claim"), new("what"), new("claimed", true), new("recomputed", true), new("agrees")],
            [
                .. checks.Select(c => new TableRow([
                    c.Claim.Id,
                    c.Claim.Text,
                    Sign(c.Claim.Kind) + Number(c.Claim.Printed),
                    Number(c.Recomputed),
                    c.Agrees ? "yes" : "no",
                ])),
            ],
            "Agrees: within the rounding of the printed number, or within its bound."
        );
        var against = checks.Where(c => !c.Agrees).Select(c => c.Claim.Id).ToList();
        List<Finding> findings = [new("", $"{checks.Count - against.Count} of {checks.Count} claims follow from the tables.")];
        if (against.Count > 0)
            findings.Add(new Finding("", $"these do not: {string.Join(", ", against)}."));
        return new AnalysisResult(Title, findings, [], [table]);
    }

    private static string Sign(ClaimKind kind) =>
        kind switch
        {
            ClaimKind.AtLeast => "≥ ",
            ClaimKind.AtMost => "≤ ",
            ClaimKind.Exact => "",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of claim."),
        };

    private static string Number(double value) =>
        double.IsFinite(value) ? value.ToString("#,0.####", CultureInfo.InvariantCulture).Replace('-', '\u2212') : "–";
}
