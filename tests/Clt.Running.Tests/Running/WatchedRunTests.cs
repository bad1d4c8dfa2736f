using System.Text.Json;
using Clt.Engine.Training;
using Clt.Recipes.Expansion;
using Clt.Results.Store;
using Clt.Running.Launching;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;
using Clt.Running.Training;

namespace Clt.Running.Tests.Running;

/// <summary>What a run leaves for those that watch it: its progress, its design, its log, some of its examples.</summary>
public sealed class WatchedRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Progress_is_there_while_a_study_runs_and_gone_after()
    {
        var context = _folder.Context();
        var study = ToyStudy.Quick().Expand(context);
        var folder = new StudyFolder(context.RunsFolder, study.Name);
        StoredProgress? seen = null;
        var runner = new FakeCellRunner(
            (_, _) =>
            {
                // Written once a second.
                for (var i = 0; seen is null && i < 40; i++, Thread.Sleep(100))
                    seen = StoredProgress.Read(folder);
            }
        );
        StudyRunner.Run(study, context, new RunnerOptions(new HereLauncher(), runner)).Failures.ShouldBeEmpty();
        seen.ShouldNotBeNull();
        seen.Cells.ShouldBe(study.Cells.Count);
        seen.Running.Count.ShouldBe(1);
        study.Find(seen.Running[0].Cell).ShouldNotBeNull();
        File.Exists(Path.Combine(folder.Path, "progress.json")).ShouldBeFalse();

        var grid = StudyGrid.Read(folder.StudyYaml);
        grid.Points.Select(p => p.Cell).ShouldBe(study.Points.Select(p => p.Cell.Id));
        grid.Points[^1].Axes.ShouldBe(study.Points[^1].Axes);
        grid.Axes.Select(a => (a.Name, string.Join(' ', a.Labels))).ShouldBe(study.Axes.Select(a => (a.Name, string.Join(' ', a.Labels))));
        grid.Groups.ByCode.ShouldBe(study.Groups.ByCode);
        grid.Settings.ShouldBe(study.Settings);
        StudyGrid.Read(_folder.Write("bad.yaml", "axes: [")).ShouldBe(StudyGrid.Empty);
        StudyGrid.Read(_folder["none.yaml"]).ShouldBe(StudyGrid.Empty);
    }

    [Fact]
    public void A_log_is_read_as_it_grows_and_again_when_it_is_cut_back()
    {
        var path = _folder["log.jsonl"];
        var log = new StepLog(path);
        log.Read().ShouldBeEmpty();
        File.WriteAllText(path, Rows(1, 5) + "{\"step\":6,\"lo");
        log.Read().Select(r => r.Step).ShouldBe([1, 2, 3, 4, 5]);
        File.WriteAllText(path, Rows(1, 7));
        log.Read().Select(r => r.Step).ShouldBe([1, 2, 3, 4, 5, 6, 7]);

        File.WriteAllText(path, Rows(1, 3));
        log.Read().Count.ShouldBe(3);
        // Cut back to step 2 and grown beyond where it was, between two readings.
        File.WriteAllText(path, Rows(1, 2, loss: 9) + Rows(3, 9, loss: 8));
        log.Read().Select(r => r.Loss).ShouldBe([9, 9, 8, 8, 8, 8, 8, 8, 8]);
        File.WriteAllText(path, Rows(1, 2) + "not a row\n" + Rows(4, 5));
        log.Read().Count.ShouldBe(2);
        File.Delete(path);
        log.Read().ShouldBeEmpty();
    }

    [Fact]
    public void The_first_examples_of_each_language_are_kept()
    {
        var cell = new CellFolder(_folder["cell"]);
        Directory.CreateDirectory(cell.Path);
        Example Of(int i, string language) =>
            new($"i{i}", Language.Parse(language), "sums", [new("ask ", Role.User, false), new("答え", Role.Assistant, true)]);
        TrainedExample.Keep(cell, [.. Enumerable.Range(0, 20).Select(i => Of(i, i % 2 == 0 ? "en" : "ja"))], null);
        var kept = TrainedExample.Read(cell).ToList();
        kept.Select(k => $"{k.Language} {k.Item}")
            .ShouldBe([
                "eng_Latn i0",
                "eng_Latn i2",
                "eng_Latn i4",
                "eng_Latn i6",
                "jpn_Jpan i1",
                "jpn_Jpan i3",
                "jpn_Jpan i5",
                "jpn_Jpan i7",
            ]);
        kept[0].Pieces.Select(p => (p.Text, p.Train)).ShouldBe([("ask ", false), ("答え", true)]);
        File.ReadAllText(Path.Combine(cell.Path, "examples.jsonl")).ShouldContain("答え");
    }

    private static string Rows(int first, int last, double loss = 1) =>
        string.Concat(Enumerable.Range(first, last - first + 1).Select(i => JsonSerializer.Serialize(Row(i, loss)) + "\n"));

    private static StepRow Row(int step, double loss) =>
        new()
        {
            Step = step,
            Loss = loss,
            TargetTokens = 1,
            Tokens = step,
            GradientNorm = 1,
            LearningRate = 1,
            TokensPerSecond = 1,
            Seconds = 1,
        };
}
