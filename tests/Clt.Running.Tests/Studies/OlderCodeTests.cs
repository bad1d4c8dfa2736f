using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Results.Analysis;
using Clt.Results.Comparison;
using Clt.Results.Reporting;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Results.Tables;
using Clt.Running.Launching;
using Clt.Running.Planning;
using Clt.Running.Reports;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;
using Clt.Tests.Shared;

namespace Clt.Running.Tests.Studies;

/// <summary>Why a cell is to do, and results of older code: never taken silently, kept and marked on request.</summary>
public sealed class OlderCodeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private StudyContext Context => _folder.Context();

    private StudyContext Accepting => Context with { AcceptOlderCode = true };

    private static Study Study(params long[] seeds) =>
        ToyStudy.Quick(seeds: seeds).Report(Recipe.RelativeToEnglish(), Recipe.SeenVersusUnseen());

    private List<string> Run(ExpandedStudy study, StudyContext context)
    {
        var runner = new FakeCellRunner();
        StudyRunner.Run(study, context, new RunnerOptions(new HereLauncher(), runner)).Reported(study, context);
        // The fake runner makes no trainings, whose texts a real one stores.
        foreach (var cell in study.Cells.OfType<FinetuneCell>().Where(c => runner.Ran.Contains(c.Id)))
            Folder.Cell(cell.Training.Id).Prepare(cell.Training.Yaml);
        return runner.Ran;
    }

    private StudyFolder Folder => new(Context.RunsFolder, "toy/quick");

    private List<PlanRow> Rows(Study study, StudyContext context)
    {
        var expanded = study.Expand(context);
        return [.. expanded.Plan(context, 1).Explained(expanded, context).Rows];
    }

    /// <summary>All cells done by a build whose engine is another.</summary>
    private ExpandedStudy Older()
    {
        var study = Study(1, 2).Expand(Context);
        Run(study, Context).Count.ShouldBe(study.Cells.Count);
        OlderBuild.Make(Folder.Path, "Clt.Engine");
        return study;
    }

    [Fact]
    public void A_first_run_is_new_and_what_is_done_needs_no_reason()
    {
        Rows(Study(1, 2), Context).ShouldAllBe(r => r.Why == "new" && r.State == "to do");
        Run(Study(1, 2).Expand(Context), Context);
        Rows(Study(1, 2), Context).ShouldAllBe(r => r.Why == "" && r.State == "done");
    }

    [Fact]
    public void A_changed_setting_is_named_with_both_values()
    {
        Run(Study(1, 2).Expand(Context), Context);
        var seeds = Rows(Study(1, 2, 3), Context).Where(r => !r.Done).ToList();
        seeds.Count.ShouldBe(6);
        seeds.ShouldAllBe(r => r.Seed == 3 && (r.Why == "seed: 1 → 3" || r.Why == "seed: 2 → 3"));

        var faster = Study(1, 2)
            .Train(
                batch: 32,
                lr: Recipe.Constant(2e-3),
                epochs: 4,
                packing: Recipe.None,
                checkpointEvery: Recipe.Steps(50),
                selectBy: Recipe.ValidationLoss
            );
        var rows = Rows(faster, Context);
        rows.Where(r => r.Kind == CellKind.Finetune).ShouldAllBe(r => r.Why == "learning rate.peak: 0.001 → 0.002");
        rows.Where(r => r.Kind != CellKind.Finetune).ShouldAllBe(r => r.Done);
        new[] { "why", "learning rate.peak: 0.001 → 0.002" }.ShouldBeSubsetOf([
            .. Table(faster).Columns.Select(c => c.Name),
            .. Table(faster).Rows.SelectMany(r => r.Cells),
        ]);
    }

    [Fact]
    public void A_training_whose_text_is_gone_is_one_difference()
    {
        var study = Study(1, 2).Expand(Context);
        Run(study, Context);
        foreach (var cell in study.Cells.OfType<FinetuneCell>())
            Directory.Delete(Folder.Cell(cell.Training.Id).Path, recursive: true);
        Rows(Study(1, 2, 3), Context).Where(r => !r.Done).ShouldAllBe(r => r.Why.StartsWith("seed: ") || r.Why.StartsWith("training: "));
    }

    [Fact]
    public void A_changed_assembly_is_named_and_its_results_are_not_taken()
    {
        var study = Older();
        Rows(Study(1, 2), Context).ShouldAllBe(r => r.State == "to do" && r.Why == "Clt.Engine differs");
        StoredResults.Read(study, Context).Runs.ShouldBeEmpty("nobody accepted them");
        Run(study, Context).Count.ShouldBe(study.Cells.Count);
    }

    [Fact]
    public void On_request_they_are_kept_and_marked_wherever_they_are_shown()
    {
        var study = Older();
        Rows(Study(1, 2), Accepting).ShouldAllBe(r => r.Done && r.State == "older code: Clt.Engine differs");
        Run(study, Accepting).ShouldBeEmpty();

        var results = StoredResults.Read(study, Accepting);
        results.Runs.Count.ShouldBe(14);
        results.Runs.ShouldAllBe(r => r.OlderCode.Single() == "Clt.Engine");
        var report = StudyReport.Of(study, results);
        var html = System.Net.WebUtility.HtmlDecode(report.Html());
        html.ShouldContain("† 14 of 14 runs were made by older code, as was accepted: Clt.Engine differs.");
        report.Cells!.Rows.ShouldAllBe(r => r.Cells[2].EndsWith("(Clt.Engine differs)"));
        foreach (var table in report.Tables)
        {
            table.Rows.ShouldAllBe(r => r.Cells.Last().EndsWith(" †"));
            table.Shown().Note.ShouldContain("† Made by older code, as was accepted.");
        }

        var lines = File.ReadAllLines(Folder.Csv);
        lines[0].ShouldEndWith(",weights,older_code");
        lines.Skip(1).ShouldAllBe(l => l.EndsWith(",Clt.Engine"));
        var stored = ResultSet.Read(Folder.Results);
        stored.Runs.ShouldAllBe(r => r.OlderCode.Single() == "Clt.Engine");
        ReportText.Of(stored, [], [], ReportFormat.Junit).ShouldContain("older code: Clt.Engine differs");

        var comparison = Comparison.Of(stored, stored, [new ToyMetric()], new ComparisonOptions { Resamples = 100 });
        comparison.Rows.ShouldAllBe(r => r.Condition.EndsWith(" †"));
        comparison.Notes.ShouldContain(n => n.StartsWith("in the first: † 14 of 14 runs were made by older code"));
    }

    [Fact]
    public void A_new_cell_is_trained_by_this_build_from_a_base_of_this_build()
    {
        Older();
        var more = Study(1, 2, 3).Expand(Context);
        var ran = Run(more, Accepting);
        var needed = more.Cells.Where(c => c.Kind is CellKind.Tokenizer or CellKind.Base || c is FinetuneCell { RunSeed: 3 });
        ran.ShouldBe(needed.Select(c => c.Id), ignoreOrder: true);
        var runs = StoredResults.Read(more, Accepting).Runs;
        runs.Count(r => r.OlderCode.Count > 0).ShouldBe(14);
        var table = LanguageTables.Of(StoredResults.Read(more, Accepting).ByTask()[0].Results)[0];
        table.Rows.ShouldAllBe(r => r.Cells.Last().EndsWith(" †"), "every condition has a seed of older code");
    }

    [Fact]
    public void What_differs_in_a_setting_too_is_not_older_code()
    {
        Older();
        Rows(ToyStudy.Quick(seeds: [1, 2]).Evaluate(ToyStudy.English + ToyStudy.Seen + ToyStudy.Unseen, items: 20), Accepting)
            .Where(r => r.Kind is CellKind.Finetune or CellKind.Reference)
            .ShouldAllBe(r => !r.Done && r.Why == "evaluate.items: 10 → 20; Clt.Engine differs");
    }

    private TableModel Table(Study study)
    {
        var expanded = study.Expand(Context);
        return expanded.Plan(Context, 1).Explained(expanded, Context).Table();
    }
}
