using System.Text.Json;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Results.Store;
using Clt.Running.Cells;
using Clt.Running.Launching;
using Clt.Running.Planning;
using Clt.Running.Reports;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Studies;

public sealed class StudyRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private ExpandedStudy Expand() => ToyStudy.Quick().Expand(_folder.Context());

    private RunSummary Run(
        ExpandedStudy study,
        ICellRunner runner,
        CancellationToken cancel = default,
        IProgress<StudyProgress>? progress = null
    ) =>
        StudyRunner
            .Run(study, _folder.Context(), new RunnerOptions(new HereLauncher(), runner), progress, cancel)
            .Reported(study, _folder.Context());

    private StudyFolder Folder => new(_folder.Context().RunsFolder, "toy/quick");

    [Fact]
    public void Every_cell_is_run_after_those_it_needs_and_the_results_are_written()
    {
        var study = Expand();
        var runner = new FakeCellRunner();
        var summary = Run(study, runner);
        summary.ShouldBe(summary with { Cells = 16, Before = 0, Done = 16, Interrupted = false });
        summary.ExitCode.ShouldBe(0);
        foreach (var cell in study.Cells)
        {
            cell.Needs.ShouldAllBe(n => runner.Ran.IndexOf(n.Id) < runner.Ran.IndexOf(cell.Id));
            File.ReadAllText(Folder.Cell(cell.Id).CellYaml).ShouldBe(cell.Yaml);
        }

        foreach (var file in new[] { Folder.Csv, Folder.Report, Folder.StudyYaml })
            File.Exists(file).ShouldBeTrue();
        summary.Report.ShouldBe(Folder.Report);
    }

    [Fact]
    public void A_second_run_does_nothing_and_leaves_the_report_as_it_is()
    {
        Run(Expand(), new FakeCellRunner());
        var written = File.GetLastWriteTimeUtc(Folder.Report);
        var again = new FakeCellRunner();
        var summary = Run(Expand(), again);
        again.Ran.ShouldBeEmpty();
        summary.ShouldBe(summary with { Before = 16, Done = 0 });
        File.GetLastWriteTimeUtc(Folder.Report).ShouldBe(written);
    }

    [Fact]
    public void A_report_that_was_removed_is_written_again()
    {
        Run(Expand(), new FakeCellRunner());
        File.Delete(Folder.Report);
        Run(Expand(), new FakeCellRunner()).Report.ShouldBe(Folder.Report);
        File.Exists(Folder.Report).ShouldBeTrue();
    }

    [Theory]
    [InlineData("results.json")]
    [InlineData("results.csv")]
    [InlineData("means.csv")]
    [InlineData("report.html")]
    [InlineData("checksums.json")]
    public void A_damaged_file_of_a_finished_study_is_written_again(string name)
    {
        Run(Expand(), new FakeCellRunner());
        var file = Path.Combine(Folder.Path, name);
        var text = File.ReadAllText(file);
        File.WriteAllText(file, text[..(text.Length / 2)] + "1" + text[((text.Length / 2) + 1)..]);
        var again = new FakeCellRunner();
        Run(Expand(), again).ExitCode.ShouldBe(0);
        again.Ran.ShouldBeEmpty();
        File.ReadAllText(file).ShouldBe(text);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("changed")]
    [InlineData("another schema")]
    public void Results_that_do_not_hold_are_made_again(string how)
    {
        var study = Expand();
        Run(study, new FakeCellRunner());
        var results = Folder.Cell(study.Cells[^1].Id).Results;
        var text = File.ReadAllText(results);
        File.WriteAllText(
            results,
            how switch
            {
                "cut" => text[..(text.Length / 2)],
                "changed" => text.Replace("\"seed\":2", "\"seed\":3"),
                _ => text.Replace($"\"schema\":{CellResult.CurrentSchema}", "\"schema\":99"),
            }
        );
        var again = new FakeCellRunner();
        Run(study, again);
        again.Ran.ShouldBe([study.Cells[^1].Id]);
        File.ReadAllText(results).ShouldBe(text);
    }

    [Fact]
    public void A_failed_cell_is_named_with_its_reason_and_the_others_go_on()
    {
        var study = Expand();
        var broken = study.Cells.OfType<FinetuneCell>().First();
        var summary = Run(
            study,
            new FakeCellRunner(
                (c, _) =>
                {
                    if (c.Id == broken.Id)
                        throw new InvalidOperationException("no luck");
                }
            )
        );
        summary.ExitCode.ShouldBe(1);
        summary.Done.ShouldBe(15);
        summary.Failures.ShouldHaveSingleItem().ShouldBe(new KeyValuePair<string, string>(broken.Id, "InvalidOperationException: no luck"));
        File.ReadAllText(Folder.Cell(broken.Id).Failure).ShouldContain("no luck");
        File.ReadAllText(Folder.Report).ShouldContain("1 runs have no results yet");
        Run(study, new FakeCellRunner()).ShouldSatisfyAllConditions(s => s.Done.ShouldBe(1), s => s.ExitCode.ShouldBe(0));
        File.Exists(Folder.Cell(broken.Id).Failure).ShouldBeFalse();
    }

    [Fact]
    public void What_needs_a_failed_cell_fails_with_it()
    {
        var study = Expand();
        var summary = Run(
            study,
            new FakeCellRunner(
                (c, _) =>
                {
                    if (c is BaseCell)
                        throw new InputException("the data is damaged", "file.jsonl", "Fetch it again.");
                }
            )
        );
        summary.Done.ShouldBe(1);
        summary.Failures.Count.ShouldBe(15);
        summary.Failures.Values.ShouldContain("file.jsonl: the data is damaged. Fetch it again.");
        summary.Failures.Values.Count(v => v.Contains("which it needs, failed")).ShouldBe(14);
        File.Exists(Folder.Report).ShouldBeFalse();
    }

    [Fact]
    public void A_full_disk_stops_the_run_with_one_message()
    {
        var study = Expand();
        var runner = new FakeCellRunner(
            (c, _) =>
            {
                if (c is ReferenceCell)
                    throw new IOException("No space left on device : '/x'");
            }
        );
        var summary = Run(study, runner);
        summary.Failures.ShouldHaveSingleItem().Value.ShouldStartWith("the disk is full");
        summary.ExitCode.ShouldBe(1);
        runner.Ran.Count.ShouldBeLessThan(16);
    }

    [Fact]
    public void Cancelling_ends_cleanly_and_the_next_run_goes_on()
    {
        var study = Expand();
        using var stop = new CancellationTokenSource();
        var count = 0;
        var summary = Run(
            study,
            new FakeCellRunner(
                (_, services) =>
                {
                    if (++count == 5)
                        stop.Cancel();
                    services.Cancel.ThrowIfCancellationRequested();
                }
            ),
            stop.Token
        );
        summary.ShouldBe(summary with { Interrupted = true, Done = 4 });
        summary.ExitCode.ShouldBe(3);
        Run(study, new FakeCellRunner()).ShouldSatisfyAllConditions(s => s.Before.ShouldBe(4), s => s.Done.ShouldBe(12));
    }

    [Fact]
    public void Two_runs_of_a_study_at_once_are_refused()
    {
        var study = Expand();
        InputException? refused = null;
        Run(
            study,
            new FakeCellRunner(
                (c, _) =>
                {
                    if (c is BaseCell)
                        refused = Should.Throw<InputException>(() => Run(study, new FakeCellRunner()));
                }
            )
        );
        refused!.Problems[0].What.ShouldContain("another process");
        Run(study, new FakeCellRunner()).Before.ShouldBe(16);
    }

    [Fact]
    public void Progress_counts_up_and_ends_at_one()
    {
        var seen = new Recorder();
        Run(Expand(), new FakeCellRunner(), progress: seen);
        seen.All[^1].ShouldBe(seen.All[^1] with { Done = 16, Cells = 16, Failed = 0, Fraction = 1 });
        seen.All.Zip(seen.All.Skip(1)).ShouldAllBe(p => p.Second.Fraction >= p.First.Fraction - 1e-9);
        seen.All.SelectMany(p => p.Running)
            .ShouldContain(r => r.Title == "answer = result, samples per language = 50, seed 2" && r.Report.Loss == 1.5);
        seen.All.Count(p => p.Event is not null).ShouldBe(16);
    }

    [Fact]
    public void A_summary_and_a_plan_are_one_line_of_json()
    {
        var study = Expand();
        var plan = study.Plan(_folder.Context(), workers: 2);
        var json = JsonDocument.Parse(plan.ToJson()).RootElement;
        json.GetProperty("cells").GetInt32().ShouldBe(16);
        json.GetProperty("rows")[0].GetProperty("kind").GetString().ShouldBe("Tokenizer");
        foreach (var name in new[] { "tokens", "parameters", "memory_bytes", "seconds" })
            json.GetProperty(name).GetDouble().ShouldBeGreaterThan(0);
        JsonDocument.Parse(Run(study, new FakeCellRunner()).ToJson()).RootElement.GetProperty("done").GetInt32().ShouldBe(16);
        study
            .Plan(_folder.Context(), 2)
            .ShouldSatisfyAllConditions(p => p.Done.ShouldBe(16), p => p.Seconds.ShouldBe(0), p => p.Tokens.ShouldBe(0));
    }

    private sealed class Recorder : IProgress<StudyProgress>
    {
        public List<StudyProgress> All { get; } = [];

        public void Report(StudyProgress value) => All.Add(value);
    }
}
