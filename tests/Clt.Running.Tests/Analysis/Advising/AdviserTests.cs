using Clt.Results.Analysis.Advice;
using Clt.Results.Scores;
using Clt.Running.Tests.Analysis.Curves;
using Clt.Testing;
using static Clt.Recipe;

namespace Clt.Running.Tests.Analysis.Advising;

public class AdviserTests
{
    // Languages gain from a mixture of their own script only; Latin ones at once, others slowly.
    private static readonly MeanScores Table = Scores.Table(
        Scores.Of((l, n, s) => Score(l, n, l is "es" or "pt", s), trained: "es"),
        Scores.Of((l, n, s) => Score(l, n, l is "ja" or "ar", s), trained: "ja")
    );

    private static double Score(string tag, double n, bool gains, long seed) =>
        0.3 + (gains ? 0.05 * Math.Log(1 + n) : 0) + Scores.Noise(tag, n, seed);

    private static Advice Ask(string languages, double budget = 800, Dictionary<string, double>? prices = null) =>
        Adviser.Advise(
            Table,
            new AdviceRequest("task", null, budget, languages.Length == 0 ? new LanguageSet([]) : Langs(languages), prices ?? [])
        );

    [Fact]
    public void The_mixture_that_serves_the_languages_is_advised()
    {
        Ask("pt").Best.Curve.Trained.ShouldBe(Langs("es"));
        var advice = Ask("ar ja");
        advice.Best.Name.ShouldBe("800 each of ja");
        advice.Best.Scores.Select(s => s.Language.Short).ShouldBe(["ar", "ja"]);
        foreach (var (_, score) in advice.Best.Scores)
        {
            score.Low.ShouldBeLessThan(0.3 + (0.05 * Math.Log(801)));
            score.High.ShouldBeGreaterThan(0.3 + (0.05 * Math.Log(801)));
        }

        advice.Reasons.ShouldContain(r => r.StartsWith("It is predicted to add 0.3"));
        advice.NextRuns.Count.ShouldBe(3);
        // Eight runs or more: one further run takes less than a third of the error away, and at the ends of the line most.
        advice.NextRuns.ShouldAllBe(r => r.Narrowing > 0.02 && r.Narrowing < 0.34);
        advice.NextRuns.ShouldBeInOrder(
            SortDirection.Descending,
            Comparer<(double Samples, double Narrowing)>.Create((a, b) => a.Narrowing.CompareTo(b.Narrowing))
        );
    }

    [Fact]
    public void Prices_decide_what_the_budget_buys()
    {
        var advice = Ask("", 800, new Dictionary<string, double> { ["jpn_Jpan"] = 4 });
        advice.Options.Single(o => o.Name.EndsWith("ja")).Samples.ShouldBe(200);
        advice.Options.Single(o => o.Name.EndsWith("es")).Samples.ShouldBe(800);
        advice.Options.ShouldAllBe(o => o.Cost <= 800);
        advice.Best.Curve.Trained.ShouldBe(Langs("es"));
    }

    [Fact]
    public void Where_nothing_helps_none_is_claimed_to()
    {
        var flat = Scores.Table(Scores.Of((l, n, s) => 0.5 + Scores.Noise(l, n, s)));
        var reasons = Adviser
            .Advise(flat, new AdviceRequest("task", null, 100, new LanguageSet([]), new Dictionary<string, double>()))
            .Reasons;
        reasons.ShouldContain(r => r.StartsWith("No evidence that it does better") || r.StartsWith("No mixture is predicted"));
    }

    [Fact]
    public void All_that_is_wrong_is_said()
    {
        var problems = Should.Throw<InputException>(() => Ask("ko fi", -1, new Dictionary<string, double> { ["jpn_Jpan"] = 0 })).Problems;
        problems.Select(p => p.Where).ShouldBe(["--budget", "--languages", "--languages", "--price"]);
        Should
            .Throw<InputException>(() =>
                Adviser.Advise(Table, new AdviceRequest("tusk", null, 1, new LanguageSet([]), new Dictionary<string, double>()))
            )
            .Message.ShouldContain("Did you mean 'task'?");
        Should
            .Throw<InputException>(() =>
                Adviser.Advise(Table, new AdviceRequest("task", "modle", 1, new LanguageSet([]), new Dictionary<string, double>()))
            )
            .Message.ShouldContain("Did you mean 'model'?");
    }

    private static string Published => Path.Combine(RepositoryRoot.Folder, "recipes", "guide", "post_trainers_guide_tables.csv");

    [Fact]
    public void Held_out_cells_of_the_published_table_are_predicted_better_than_by_the_rules()
    {
        var test = Backtest.Of(PublishedTable.Read(Published));
        test.Cells.ShouldBe(21 * 7);
        (test.AllEnglish / test.Forecast).ShouldBeGreaterThan(2);
        (test.SpreadEvenly / test.Forecast).ShouldBeGreaterThan(1.25);
        (test.LastRun / test.Forecast).ShouldBeGreaterThan(1);
        test.Covered.ShouldBeGreaterThan(0.85);
    }

    [Fact]
    public void The_published_table_is_asked_by_the_tasks_common_name()
    {
        var table = PublishedTable.Read(Published);
        var advice = Adviser.Advise(table, new AdviceRequest("math", null, 5000, new LanguageSet([]), new Dictionary<string, double>()));
        advice.Best.Curve.Task.ShouldBe("MR");
        advice.Best.Curve.Setting.ShouldBe("single");
        advice.Options.Count.ShouldBe(3 + 1);
        advice.Best.Scores.Count.ShouldBe(7);
    }
}
