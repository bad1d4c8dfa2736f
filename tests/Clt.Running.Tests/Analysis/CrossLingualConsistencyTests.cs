using Clt.Results.Analysis;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Tests.Analysis.Curves;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Analysis;

public class CrossLingualConsistencyTests
{
    private static readonly string[] Languages = ["eng_Latn", "spa_Latn", "zho_Hans", "fra_Latn"];

    [Fact]
    public void Items_that_three_languages_answer_alike_count_by_their_sets_right_or_wrong()
    {
        // Options chosen in the four languages; the first is right. Sets of three that agree: 4, 1, 0 and 4 of 4.
        int[][] chosen =
        [
            [1, 1, 1, 1],
            [1, 1, 1, 2],
            [1, 2, 3, 4],
            [2, 2, 2, 2],
        ];
        var table = Table(Study(("Base", 1, "a", chosen)));
        var cells = table.Rows.ShouldHaveSingleItem().Values;
        var (accuracy, consistency) = ((4 + 3 + 1 + 0) / 16.0, (4 + 1 + 0 + 4) / 16.0);
        cells[1].Interval!.Value.Estimate.ShouldBe(accuracy, 1e-12);
        cells[2].Interval!.Value.Estimate.ShouldBe(consistency, 1e-12);
        cells[3].Interval!.Value.Estimate.ShouldBe(2 * accuracy * consistency / (accuracy + consistency), 1e-12);
        table.Rows[0].Cells[^1].ShouldBe("4 × 1 × 1");
    }

    [Fact]
    public void Medians_are_over_prompts_and_arms_are_compared_on_the_same_items()
    {
        int[][] Right(int items) => [.. Enumerable.Range(0, 40).Select(i => i < items ? new[] { 1, 1, 1, 1 } : [1, 2, 3, 4])];
        var made = Study(
            ("Base", 1, "a", Right(10)),
            ("Base", 1, "b", Right(10)),
            ("Base", 1, "c", Right(10)),
            ("x2x", 1, "a", Right(40)),
            ("x2x", 1, "b", Right(30)),
            ("x2x", 1, "c", Right(0))
        );
        var result = CrossLingualConsistency(arm: "arm", against: "Base").Run(made);
        var rows = result.Tables.ShouldHaveSingleItem().Rows;
        rows.Select(r => r.Cells[0]).ShouldBe(["arm = Base", "arm = x2x"]);
        rows[1].Values[2].Interval!.Value.Estimate.ShouldBe(0.75, 1e-12);
        rows[0].Cells.Skip(4).Take(2).ShouldBe(["–", "–"]);
        rows[1].Values[4].Interval!.Value.Low.ShouldBeGreaterThan(0);
        rows[1].Cells[5].ShouldBe("< 0.001");
        var said = result.Said().ShouldHaveSingleItem();
        said.ShouldStartWith("AC3 is 0.");
        said.ShouldEndWith("(p < 0.001 after Holm's correction).");
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        CrossLingualConsistency("wording")
            .Run(
                Study(
                    (
                        "Base",
                        1,
                        "a",
                        [
                            [1, 1, 1, 1],
                        ]
                    )
                )
            )
            .Said()
            .ShouldHaveSingleItem()
            .ShouldContain("'wording'");
        CrossLingualConsistency(languages: 5)
            .Run(
                Study(
                    (
                        "Base",
                        1,
                        "a",
                        [
                            [1, 1, 1, 1],
                        ]
                    )
                )
            )
            .Said()
            .ShouldHaveSingleItem()
            .ShouldContain("in 5");
        Should
            .Throw<InputException>(() => CrossLingualConsistency(arm: "arm", languages: 1, metric: "acc-bytes"))
            .Problems.Select(p => p.What)
            .ShouldBe(["languages is 1", "'acc-bytes' is no accuracy whose options are known", "arm and against are not both named"]);
    }

    private static Clt.Results.Tables.TableModel Table(StudyResults results) =>
        CrossLingualConsistency().Run(results).Tables.ShouldHaveSingleItem();

    private static StudyResults Study(params (string Arm, long Seed, string Prompt, int[][] Chosen)[] runs)
    {
        var measured = runs.Select(r => new MeasuredRun(
            new Dictionary<string, string> { ["arm"] = r.Arm, ["prompt"] = r.Prompt },
            new CellResult(
                1,
                $"{r.Arm}{r.Prompt}{r.Seed}",
                CellKind.Finetune,
                r.Seed,
                "w",
                new Dictionary<string, double>(),
                [.. Scores(r.Chosen)]
            )
        ));
        return new StudyResults(
            "s",
            [new AxisInfo("arm", ["Base", "x2x"], null), new AxisInfo("prompt", ["a", "b", "c"], null)],
            new LanguageGroups(new Dictionary<string, string>()),
            [.. measured],
            new Dictionary<string, IMetric>(),
            0
        );
    }

    private static IEnumerable<ScoreRecord> Scores(int[][] chosen)
    {
        for (var l = 0; l < Languages.Length; l++)
        {
            var options = chosen.Select(c => (double)c[l]).ToArray();
            yield return Made.Score(Languages[l], "acc", "acc|v:1", [.. options.Select(o => o == 1 ? 1.0 : 0)]);
            yield return Made.Score(Languages[l], "choice", "choice|v:1", options);
        }
    }
}
