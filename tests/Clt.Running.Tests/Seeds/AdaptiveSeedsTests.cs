using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Studies;
using Clt.Results.Analysis.Seeds;
using Clt.Results.Store;
using Clt.Running.Cells;
using Clt.Running.Launching;
using Clt.Running.Planning;
using Clt.Running.Reports;
using Clt.Running.Runner;
using Clt.Running.Seeds;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Seeds;

public sealed class AdaptiveSeedsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Study Adaptive(SeedRule rule, int upTo = 8) =>
        ToyStudy
            .Quick(n: Axis("samples per language", 0, 200))
            .Evaluate(ToyStudy.English + ToyStudy.Seen, items: 50)
            .Seeds(3, upTo: upTo, until: rule);

    private ExpandedStudy Expand(Study study) => study.Expand(_folder.Context());

    private RunSummary Run(ExpandedStudy study, ICellRunner runner, CancellationToken cancel = default) =>
        StudyRunner
            .Run(study, _folder.Context(), new RunnerOptions(new HereLauncher(), runner), null, cancel)
            .Reported(study, _folder.Context());

    private int[] SeedsOf(ExpandedStudy study) =>
        [
            .. study
                .Reached(_folder.Context())
                .Points.Where(p => p.Cell is FinetuneCell)
                .GroupBy(p => string.Join(',', p.Axes))
                .Select(g => g.Select(p => p.Cell.Seed).Distinct().Count()),
        ];

    [Fact]
    public void Only_what_is_not_decided_gets_further_seeds()
    {
        var study = Expand(Adaptive(Decided("gain", on: ToyStudy.Seen)));
        SeedsOf(study).ShouldAllBe(n => n == 3);
        var runner = new FakeCellRunner();
        Run(study, runner).ExitCode.ShouldBe(0);
        var seeds = SeedsOf(study);
        // Large gains are decided early; those of a few points, without a single Spanish example, are not.
        seeds.Min().ShouldBeLessThan(seeds.Max());
        runner.Ran.Count.ShouldBeLessThan(study.Cells.Count);
        runner.Ran.Count.ShouldBe(study.Reached(_folder.Context()).Cells.Count);
        runner.Ran.ShouldBe(runner.Ran.Distinct());
    }

    [Fact]
    public void The_report_says_what_each_seed_bought()
    {
        var study = Expand(Adaptive(HalfWidth(0.03) | Decided("gain", on: ToyStudy.Seen)));
        var summary = Run(study, new FakeCellRunner());
        var html = File.ReadAllText(summary.Report);
        html.ShouldContain("What each seed bought");
        html.ShouldContain("conditions with an error of 5");
        html.ShouldContain("Jennison and Turnbull 1989");
        var report = StudyReport.Of(
            study.Reached(_folder.Context()),
            StoredResults.Read(study.Reached(_folder.Context()), _folder.Context())
        );
        var looks = report.Analyses.Single(a => a.Title == "Seeds").Tables[1];
        looks.Columns.Select(c => c.Name).ShouldBe(["condition", "seeds", "score", "gain", "enough"]);
        looks.Rows.GroupBy(r => r.Cells[0]).Select(g => g.Count() + 2).Order().ShouldBe(SeedsOf(study).Order());
        report.Results.Missing.ShouldBe(0);
    }

    [Fact]
    public void An_interrupted_run_comes_to_the_same_and_a_second_one_does_nothing()
    {
        var study = Expand(Adaptive(Decided("gain", on: ToyStudy.Seen)));
        using var stop = new CancellationTokenSource();
        var ran = 0;
        var first = new FakeCellRunner((_, _) => Stop(ref ran, 9, stop));
        Run(study, first, stop.Token).Interrupted.ShouldBeTrue();
        var second = new FakeCellRunner();
        Run(study, second);
        first.Ran.Intersect(second.Ran).Count().ShouldBeLessThanOrEqualTo(1);
        var third = new FakeCellRunner();
        Run(study, third);
        third.Ran.ShouldBeEmpty();

        using var other = new TemporaryFolder();
        var whole = new FakeCellRunner();
        var again = Adaptive(Decided("gain", on: ToyStudy.Seen)).Expand(other.Context());
        StudyRunner.Run(again, other.Context(), new RunnerOptions(new HereLauncher(), whole));
        first.Ran.Concat(second.Ran).Distinct().Order().ShouldBe(whole.Ran.Order());
    }

    [Fact]
    public void Results_of_seeds_that_were_not_asked_for_change_nothing()
    {
        var fixedSeeds = Expand(Adaptive(Decided("gain")).Seeds(1, 2, 3, 4));
        Run(fixedSeeds, new FakeCellRunner());
        var study = Expand(Adaptive(Decided("gain", on: ToyStudy.English)));
        SeedsOf(study).ShouldAllBe(n => n == 3);
        var runner = new FakeCellRunner();
        Run(study, runner).Cells.ShouldBeLessThan(fixedSeeds.Cells.Count);
        runner.Ran.ShouldBeEmpty();
    }

    [Fact]
    public void What_others_are_compared_with_has_as_many_seeds_as_they()
    {
        var study = Expand(Adaptive(Decided("samples per language", against: "0", on: ToyStudy.Seen)));
        Run(study, new FakeCellRunner());
        var points = study.Reached(_folder.Context()).Points.Where(p => p.Cell is FinetuneCell).ToList();
        int Of(string answer, string n) =>
            points.Count(p => p.Axes.Any(a => a.Label == answer) && p.Axes.Any(a => a.Axis != "answer" && a.Label == n));
        foreach (var answer in new[] { "working", "result" })
            Of(answer, "0").ShouldBe(Of(answer, "200"));
    }

    [Fact]
    public void A_plan_is_of_the_first_seeds_and_says_what_more_may_cost()
    {
        var study = Expand(Adaptive(HalfWidth(0.001)));
        var reached = study.Reached(_folder.Context());
        var plan = reached.Plan(_folder.Context(), 2);
        plan.Cells.ShouldBeLessThan(study.Cells.Count);
        var note = SeedRound.Notes(study, reached, _folder.Context(), 2).ShouldHaveSingleItem();
        note.ShouldContain("seeds are 1 to 3, and up to 8 until HalfWidth(0.001)");
        note.ShouldContain($"at most {study.Cells.Count - reached.Cells.Count} further cells");
        // A width that no seeds reach: all are run.
        Run(study, new FakeCellRunner());
        SeedsOf(study).ShouldAllBe(n => n == 8);
        SeedRound.Notes(study, study.Reached(_folder.Context()), _folder.Context(), 2).ShouldBeEmpty();
    }

    [Fact]
    public void What_cannot_be_asked_is_refused()
    {
        string Problem(Func<Study> study) => string.Join('\n', Should.Throw<InputException>(() => Expand(study())).Problems);
        Problem(() => Adaptive(HalfWidth(0))).ShouldContain("no width");
        Problem(() => Adaptive(Decided("gain", against: "x"))).ShouldContain("a gain is over the base as it is");
        Problem(() => Adaptive(Decided("answer"))).ShouldContain("to compare with is missing");
        Problem(() => Adaptive(Decided("answers", against: "result"))).ShouldContain("there is no axis 'answers'");
        Problem(() => Adaptive(Decided("answer", against: "none"))).ShouldContain("Its values are working, result");
        Problem(() => Adaptive(HalfWidth(0.1, on: Langs("ko")))).ShouldContain("does not evaluate");
        Problem(() => Adaptive(HalfWidth(0.1), upTo: 3)).ShouldContain("3 to 3 are no adaptive seeds");
        Problem(() => ToyStudy.Quick().Seeds(1, upTo: 5, until: HalfWidth(0.1))).ShouldContain("one has no spread");
    }

    private static void Stop(ref int ran, int at, CancellationTokenSource stop)
    {
        if (++ran != at)
            return;
        stop.Cancel();
        stop.Token.ThrowIfCancellationRequested();
    }
}
