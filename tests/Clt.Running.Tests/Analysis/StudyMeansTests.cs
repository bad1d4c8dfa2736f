using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Results.Analysis.Curves;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Reports;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Analysis;

/// <summary>What a study's points become as mean scores.</summary>
public sealed class StudyMeansTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_without_samples_stands_in_the_curve_of_every_mixture_that_names_it()
    {
        var mix = Axis("mixture", ("Latin", Langs("es")), ("non-Latin", Langs("ja")));
        var n = Axis("samples per language", 0, 50);
        var study = ToyStudy
            .Quick(n: n, answers: Axis("answer", "working"), seeds: [1, 2])
            .Mixture(Fixed(ToyStudy.English, 100) + PerLanguage(mix, n))
            .Expand(_folder.Context());
        var runs = study.Points.Where(p => p.Cell is FinetuneCell).ToList();
        runs.Count.ShouldBe(8);
        runs.Select(r => r.Cell.Id).Distinct().Count().ShouldBe(6, "without samples the two mixtures are one run a seed");
        // Spanish gains 0.5 from its own samples and 0.1 from Japanese.
        ScoreRecord Score(string code, double value) => Made.Score(code, "m", "m|v:1", [value]);
        var measured = runs.Select(r =>
            {
                var gain =
                    r.Axes.Any(a => a.Label == "0") ? 0
                    : r.Axes.Any(a => a.Label == "Latin") ? 0.5
                    : 0.1;
                var scores = new[]
                {
                    Score("eng_Latn", 0.9),
                    Score("spa_Latn", 0.2 + gain),
                    Score("fra_Latn", 0.2 + gain),
                    Score("jpn_Jpan", 0.6 - gain),
                    Score("por_Latn", 0.3),
                };
                return (r, Made.Run(r.Cell.Id, ((FinetuneCell)r.Cell).Seed, [], scores).Result);
            })
            .ToList();

        var means = StudyMeans.Of(measured);

        means
            .Curves.Select(c => (TransferCurve.Short(c.Trained), c.Setting, string.Join(' ', c.Samples), c.Seeds.Count))
            .ShouldBe([("es", "single", "0 50", 2), ("ja", "single", "0 50", 2)]);
        var scripts = new ScriptGroups().Run(means);
        scripts.Findings[0].Text.ShouldContain("more from either mixture (difference 0.267 [");
        new SourceTargetTransfer().Run(means).Tables.ShouldHaveSingleItem().Title.ShouldStartWith("Gain over 0 samples");
    }
}
