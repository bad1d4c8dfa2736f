using Clt.Results.Analysis;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Analysis;

/// <summary>The matrix stage × language of results written by hand: English first, then Spanish and Japanese in two orders.</summary>
public sealed class StageMatrixTests
{
    private static readonly string[] Languages = ["eng_Latn", "spa_Latn", "jpn_Jpan"];

    private static StudyResults Results(params MeasuredRun[] runs) =>
        new(
            "hand/stages",
            [new AxisInfo(AxisInfo.Stage, ["en", "first", "second"], null), new AxisInfo("order", ["es ja", "ja es"], null)],
            new LanguageGroups(
                new Dictionary<string, string>
                {
                    ["eng_Latn"] = "english",
                    ["spa_Latn"] = "seen",
                    ["jpn_Jpan"] = "seen",
                }
            ),
            runs,
            new Dictionary<string, IMetric> { ["exact"] = new ToyMetric() },
            0
        );

    private static readonly StudyResults All = Results(
        Run(null, null, "", "00000000", "00000000", "00000000"),
        Run("en", null, "eng_Latn", "11111111", "00000000", "00000000"),
        Run("first", "es ja", "spa_Latn", "11110000", "11111111", "00000000"),
        Run("second", "es ja", "jpn_Jpan", "11000000", "11110000", "11111111"),
        Run("first", "ja es", "jpn_Jpan", "11111111", "00000000", "11111111"),
        Run("second", "ja es", "spa_Latn", "11111111", "11111111", "11111111")
    );

    private static MeasuredRun Run(string? stage, string? order, string trained, params string[] scores)
    {
        var axes = new Dictionary<string, string>();
        if (stage is not null)
            axes["stage"] = stage;
        if (order is not null)
            axes["order"] = order;
        ScoreRecord Score(string s, int i) => Made.Score(Languages[i], "exact", "exact|v:1", [.. s.Select(c => (double)(c - '0'))]);
        ScoreRecord[] of = [.. scores.Select(Score)];
        var kind = stage is null ? CellKind.Reference : CellKind.Finetune;
        return new MeasuredRun(axes, new CellResult(1, $"{stage}{order}", kind, 1, "w", new Dictionary<string, double>(), of))
        {
            Stage = stage ?? "",
            TrainedOn = trained.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        };
    }

    private static string Estimate(string cell) => cell.Split(" [")[0];

    [Fact]
    public void A_path_is_an_order_with_the_stages_that_orders_share()
    {
        var paths = StagePath.Of(All, All.Sheet("exact"));
        paths.Select(p => p.Title).ShouldBe(["order = es ja", "order = ja es"]);
        paths.ShouldAllBe(p => p.Stages.Count == 3 && p.Base!.IsReference);
        paths[0].Stages[0].Condition.ShouldBe(paths[1].Stages[0].Condition);
        paths[1].Earlier(2).ShouldBe(["eng_Latn", "jpn_Jpan"]);
    }

    [Fact]
    public void Tables_show_scores_and_changes_by_stage_and_language()
    {
        var answer = StageMatrix.Run(All)!;
        answer
            .Tables.Select(t => t.Title)
            .ShouldBe([
                "exact by stage and language: order = es ja",
                "Change of exact since the stage before: order = es ja",
                "exact by stage and language: order = ja es",
                "Change of exact since the stage before: order = ja es",
                "Continual learning",
            ]);
        var scores = answer.Tables[0];
        scores.Columns.Select(c => c.Name).ShouldBe(["after stage", "en", "es", "ja", "all", "items × seeds"]);
        scores.Rows.Select(r => r.Cells[0]).ShouldBe(["base", "en", "first", "second"]);
        scores.Rows[2].Cells.Select(Estimate).ShouldBe(["first", "0.500", "• 1.000", "0.000", "0.500", "8 × 1"]);
        var change = answer.Tables[1].Rows[2].Cells.Select(Estimate).ToList();
        change.ShouldBe(["second", "−0.250", "−0.500", "• 1.000", "1.000", "−0.375", "–"]);
    }

    [Fact]
    public void Forgetting_is_that_of_the_stream_with_an_interval()
    {
        var rows = StageMatrix.Run(All)!.Tables[^1].Rows;
        // Spanish and English have fallen by .5 and .75 below their best at the end, English by .5 after the first hop.
        rows[0].Cells.Select(Estimate).ShouldBe(["order = es ja", "en → es → ja", "0.563", "0.625", "−0.563", "0.583"]);
        rows[1].Cells.Select(Estimate).ShouldBe(["order = ja es", "en → ja → es", "0.000", "0.000", "0.000", "1.000"]);
        rows[0].Cells[2].ShouldContain("[");
    }

    [Fact]
    public void Findings_state_what_each_stage_moves_and_what_is_forgotten()
    {
        var findings = StageMatrix.Run(All)!.Findings.Select(f => f.ToString()).ToList();
        findings.ShouldContain(f => f.StartsWith("With order = es ja: the stage 'first' raises es by 1.000"));
        findings.ShouldContain(f =>
            f.StartsWith("With order = es ja: at the end, languages of earlier stages are 0.625") && f.Contains("below")
        );
        findings.ShouldContain(f => f.StartsWith("With order = ja es: no evidence that the languages of earlier stages have changed"));
    }

    [Fact]
    public void Studies_without_several_stages_have_no_matrix()
    {
        StageMatrix.Run(HandMade.Results).ShouldBeNull();
        var one = Results(Run("en", null, "eng_Latn", "11", "00", "00")) with { Axes = [new AxisInfo(AxisInfo.Stage, ["en"], null)] };
        StageMatrix.Run(one).ShouldBeNull();
    }

    [Fact]
    public void Figures_go_along_the_stages_and_shared_ones_stand_in_every_panel()
    {
        var layout = new Layout(All);
        layout.Horizontal!.Name.ShouldBe("stage");
        layout.Panels.Select(Layout.Title).ShouldBe(["order = es ja", "order = ja es"]);
        var first = layout.Panels.Select(p => layout.At(All.Sheet("exact"), p, 0)).Distinct();
        first.ShouldHaveSingleItem()!.Title.ShouldBe("stage = en");
        layout.At(All.Sheet("exact"), layout.Panels[1], 2)!.Axes["order"].ShouldBe("ja es");
    }

    [Fact]
    public void The_stage_is_stored_with_the_results()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "results.json");
        ResultSet.Of(All).Write(file);
        var read = ResultSet.Read(file).ToStudyResults([new ToyMetric()]);
        StageMatrix.Tables(read).Select(t => t.Title).ShouldBe(StageMatrix.Run(All)!.Tables.Select(t => t.Title));
        read.Runs[2].TrainedOn.ShouldBe(["spa_Latn"]);
    }
}
