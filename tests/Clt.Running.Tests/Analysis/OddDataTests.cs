using Clt.Results.Analysis;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Analysis;

/// <summary>Reports on results as they may be: one seed, one item, languages or runs missing, scores all alike or undefined.</summary>
public class OddDataTests
{
    private static readonly IAnalysis[] All = [new RelativeToEnglish(), new SeenVersusUnseen()];

    public static TheoryData<string> Kinds =>
        [
            "whole",
            "one seed",
            "one item",
            "one run",
            "no base",
            "no seen",
            "no unseen",
            "a language missing",
            "no runs of one value",
            "all zero",
            "all one",
            "undefined",
        ];

    private static StudyResults Make(string kind) =>
        kind switch
        {
            "one seed" => HandMade.Results with { Runs = [.. HandMade.Results.Runs.Where(r => r.Result.Seed == 1)] },
            "one item" => Scores(s => s with { Items = ["item-0"], Values = [s.Values[0]] }),
            "one run" => HandMade.Results with { Runs = [HandMade.Results.Runs[1]] },
            "no base" => HandMade.Results with { Runs = [.. HandMade.Results.Runs.Where(r => r.Result.Kind != CellKind.Reference)] },
            "no seen" => Groups("english", "unseen", "unseen"),
            "no unseen" => Groups("english", "seen", "seen"),
            "a language missing" => HandMade.Results with
            {
                Runs =
                [
                    .. HandMade.Results.Runs.Select(
                        (r, i) => i != 3 ? r : r with { Result = r.Result with { Scores = [.. r.Result.Scores.Take(2)] } }
                    ),
                ],
            },
            "no runs of one value" => HandMade.Results with { Runs = [.. HandMade.Results.Runs.Take(3)] },
            "all zero" => Scores(s => s with { Value = 0, Values = [0, 0, 0, 0] }),
            "all one" => Scores(s => s with { Value = 1, Values = [1, 1, 1, 1] }),
            "undefined" => Scores(s =>
                s.Language == "jpn_Jpan" ? s with { Value = double.NaN, Values = [double.NaN, double.NaN, double.NaN, double.NaN] } : s
            ),
            _ => HandMade.Results,
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_analysis_gives_whole_tables_and_sentences(string kind)
    {
        var results = Make(kind);
        foreach (var outcome in All.Select(a => a.Run(results)).Append(PerLanguage.Run(results)))
        {
            foreach (var table in outcome.Tables)
            {
                table.Rows.ShouldNotBeEmpty();
                table.Rows.ShouldAllBe(r => r.Cells.Count == table.Columns.Count);
                table.Rows.SelectMany(r => r.Cells).ShouldAllBe(c => !c.Contains("NaN") && !c.Contains("∞"));
            }

            foreach (var finding in outcome.Findings.Select(f => f.ToString()))
            {
                finding.ShouldEndWith(".");
                finding.ShouldNotContain("NaN");
            }

            foreach (var point in outcome.Plots.SelectMany(p => p.Panels).SelectMany(p => p.Series).SelectMany(s => s.Points))
            {
                double.IsInfinity(point.Value).ShouldBeFalse();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_row_has_a_group_a_size_and_a_weight(string kind)
    {
        var rows = Make(kind).Rows().ToList();
        rows.ShouldNotBeEmpty();
        rows.ShouldAllBe(r => r.Group.Length > 0 && r.N > 0 && r.Weights.Length > 0 && r.Signature == "exact|v:1");
        rows.Select(r => (r.Cell, r.Language, r.Metric)).Distinct().Count().ShouldBe(rows.Count);
    }

    [Fact]
    public void Scores_that_are_all_alike_are_no_evidence()
    {
        var findings = new SeenVersusUnseen().Run(Make("all one")).Findings.Select(f => f.ToString()).ToList();
        findings.Count.ShouldBe(3);
        findings.ShouldAllBe(f => f.StartsWith("No evidence", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_the_base_nothing_is_said_of_a_gain_over_it() =>
        new SeenVersusUnseen().Run(Make("no base")).Findings.ShouldAllBe(f => !f.Text.Contains("the base"));

    [Fact]
    public void Without_unseen_languages_nothing_is_said_of_them()
    {
        var result = new SeenVersusUnseen().Run(Make("no unseen"));
        result.Findings.ShouldBeEmpty();
        result.Tables[0].Columns.Select(c => c.Name).ShouldBe(["runs", "English (1)", "seen (2)", "items × seeds"]);
    }

    [Fact]
    public void A_language_that_some_run_lacks_gives_a_dash_there_and_numbers_elsewhere()
    {
        var runs = HandMade.Results.Runs.Select(r =>
            r.Axes.GetValueOrDefault("samples") != "100"
                ? r
                : r with
                {
                    Result = r.Result with { Scores = [.. r.Result.Scores.Where(s => s.Language != "jpn_Jpan")] },
                }
        );
        var table = PerLanguage.Run(HandMade.Results with { Runs = [.. runs] }).Tables[0];
        table.Rows.Single(r => r.Cells[0] == "samples = 100").Cells[3].ShouldBe("–");
        table.Rows.Single(r => r.Cells[0] == "samples = 0").Cells[3].ShouldStartWith("0.125");
    }

    private static StudyResults Groups(params string[] groups) =>
        HandMade.Results with
        {
            Groups = new LanguageGroups(new[] { "eng_Latn", "spa_Latn", "jpn_Jpan" }.Zip(groups).ToDictionary(g => g.First, g => g.Second)),
        };

    private static StudyResults Scores(Func<ScoreRecord, ScoreRecord> change) =>
        HandMade.Results with
        {
            Runs =
            [
                .. HandMade.Results.Runs.Select(r => r with { Result = r.Result with { Scores = [.. r.Result.Scores.Select(change)] } }),
            ],
        };
}
