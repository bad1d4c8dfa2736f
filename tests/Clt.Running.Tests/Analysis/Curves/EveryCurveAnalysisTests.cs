using System.Reflection;
using Clt.Results.Analysis.Claims;
using Clt.Results.Analysis.Curves;
using Clt.Results.Analysis.Pairs;
using Clt.Results.Reporting;
using Clt.Results.Scores;
using Clt.Testing;

namespace Clt.Running.Tests.Analysis.Curves;

/// <summary>What holds of every analysis of mean scores, also of those that are added later.</summary>
public class EveryCurveAnalysisTests
{
    public static TheoryData<Type> Analyses =>
        [
            .. typeof(CurveAnalysis)
                .Assembly.GetTypes()
                .Where(t =>
                    t.IsSubclassOf(typeof(CurveAnalysis)) && t != typeof(Claims) && t != typeof(Figure) && t != typeof(TransferRegression)
                ),
        ];

    [Theory]
    [MemberData(nameof(Analyses))]
    public void Without_scores_it_says_why_there_is_no_answer(Type type)
    {
        var result = Make(type).Run(new MeanScores([]));
        result.Findings.ShouldHaveSingleItem().Text.ShouldNotBeEmpty();
        result.Plots.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Analyses))]
    public void A_single_run_is_no_crash(Type type) =>
        Make(type).Run(Scores.Table(Scores.Of((_, _, _) => 0.5, samples: [0]))).Findings.ShouldNotBeEmpty();

    [Theory]
    [MemberData(nameof(Analyses))]
    public void Scores_without_any_spread_are_no_crash(Type type)
    {
        var result = Make(type)
            .Run(
                Scores.Table(
                    Scores.Of((_, _, _) => 0.5, seeds: 2),
                    Scores.Of((_, _, _) => 0.5, setting: "multi", seeds: 2),
                    Scores.Of((_, _, _) => 0.5, trained: "ja", seeds: 2)
                )
            );
        result.Findings.ShouldNotBeEmpty();
        foreach (var plot in result.Plots)
            SvgPlot.Render(plot).ShouldNotContain("NaN");
    }

    [Theory]
    [MemberData(nameof(Analyses))]
    public void The_published_table_gets_findings_tables_and_plots(Type type)
    {
        var path = Path.Combine(RepositoryRoot.Folder, "recipes", "guide", "post_trainers_guide_tables.csv");
        var result = Make(type).Run(PublishedTable.Read(path, new Dictionary<string, int> { ["single"] = 10_000, ["multi"] = 5_000 }));
        result.Findings.ShouldNotBeEmpty();
        result.Plots.ShouldNotBeEmpty();
        result.Tables.SelectMany(t => t.Rows).Count().ShouldBeGreaterThan(2);
        foreach (var table in result.Tables)
        foreach (var row in table.Rows)
            row.Cells.Count.ShouldBe(table.Columns.Count);
        foreach (var plot in result.Plots)
            SvgPlot.Render(plot).ShouldNotContain("NaN");
    }

    private static CurveAnalysis Make(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).Single();
        return (CurveAnalysis)
            constructor.Invoke([
                .. constructor
                    .GetParameters()
                    .Select(p => p.ParameterType.IsArray ? Array.CreateInstance(p.ParameterType.GetElementType()!, 0) : p.DefaultValue),
            ]);
    }
}
