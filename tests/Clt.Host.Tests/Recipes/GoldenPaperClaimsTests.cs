using Clt.Host.Recipes;
using Clt.Results.Analysis.Claims;
using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Running.Launching;
using Clt.Running.Reports;
using Clt.Running.Runner;
using Clt.Running.Training;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>The recipe on the paper's tables recomputes every claim as the reference does (paper_claims.jsonl).</summary>
public sealed class GoldenPaperClaimsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-published-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GoldenFact("metrics/paper_claims.jsonl")]
    public void Every_claim_is_recomputed_and_judged_as_the_reference_does()
    {
        using var session = Open();
        var checks = session.Study.Analyses.OfType<Claims>().Single().Check(session.Study.Published!);
        var mine = checks.ToDictionary(c => c.Claim.Id);
        mine.Count.ShouldBe(checks.Count);
        var near = new Near(1e-12);
        var rows = GoldenRows.Lines("metrics/paper_claims.jsonl").ToList();
        foreach (var row in rows)
        {
            var id = row.Text("id");
            near.Same($"{id} is claimed", mine.ContainsKey(id), true);
            if (!mine.TryGetValue(id, out var check))
                continue;
            near.Check($"{id} printed", check.Claim.Printed, row.Number("printed"));
            near.Check($"{id} recomputed", check.Recomputed, row.Number("recomputed"));
            near.Same($"{id} agrees", check.Agrees, row.GetProperty("agrees").GetBoolean());
        }

        near.Same("claims that the reference lacks", mine.Keys.Except(rows.Select(r => r.Text("id"))), []);
        near.Verify();
    }

    [Fact]
    public void The_report_has_the_figures_and_nothing_is_trained()
    {
        using var session = Open();
        session.Study.Cells.ShouldBeEmpty();
        var summary = StudyRunner
            .Run(session.Study, session.Context, new RunnerOptions(new HereLauncher(), new CellRunner()))
            .Reported(session.Study, session.Context);
        summary.ExitCode.ShouldBe(0);
        var page = File.ReadAllText(summary.Report);
        foreach (var figure in new[] { 2, 3, 4, 5, 6, 7, 8, 10, 11, 12 })
            page.ShouldContain($"<h2>Figure {figure}: ");
        page.ShouldNotContain("NaN");
        // The table that is written is one that can be read again, with the same scores.
        var again = PublishedTable.Read(Path.Combine(Path.GetDirectoryName(summary.Report)!, "means.csv"));
        again.Rows.ShouldBe(session.Study.Published!.Rows);
    }

    private RecipeSession Open() =>
        RecipeSession.Open(
            new SessionOptions(
                Path.Combine(RepositoryRoot.Folder, "recipes", "guide", "published.csx"),
                [],
                [],
                Path.Combine(_folder, "runs")
            ),
            _ => { },
            CancellationToken.None
        );
}
