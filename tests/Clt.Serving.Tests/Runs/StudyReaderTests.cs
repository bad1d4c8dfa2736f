using Clt.Serving.Curves;
using Clt.Serving.Runs;
using Clt.Serving.Tests.Toys;

namespace Clt.Serving.Tests.Runs;

/// <summary>How far cells have come is read off their folders, and off what a run keeps while it runs.</summary>
public sealed class StudyReaderTests : IDisposable
{
    private readonly MadeRuns _made = new();

    public void Dispose() => _made.Dispose();

    private StudyState State() => new StudyReader(_made.Runs, MadeRuns.Study).State();

    private CellState Cell(string id) => State().Cells.Single(c => c.Id == id);

    [Fact]
    public void Cells_have_their_states_points_scores_and_reasons()
    {
        var state = State();
        state
            .Cells.Select(c => (c.Id, c.State, c.Left))
            .ShouldBe([
                (MadeRuns.First, "done", false),
                (MadeRuns.Second, "done", false),
                (MadeRuns.Failed, "failed", false),
                (MadeRuns.Planned, "planned", false),
                (MadeRuns.Orphan, "begun", true),
            ]);
        var first = state.Cells[0];
        first.Title.ShouldBe("answer = result");
        first.Scores["english"].ShouldBe(29 / 30.0, 1e-9);
        first.Scores.Keys.ShouldBe(["english", "seen", "all"], ignoreOrder: true);
        state.Cells[2].Failure.ShouldBe("The loss is no number two");
        state.Metric.ShouldBe("exact");
        state.Languages["spa_Latn"].ShouldBe("Spanish");
        state.Settings.Single().Value.ShouldBe("16 two");
        state.Progress.ShouldBeNull();
    }

    [Fact]
    public void A_running_cell_shows_its_phase_pace_and_time_left()
    {
        _made.Running(MadeRuns.Planned, 0.25, 90);
        var cell = Cell(MadeRuns.Planned);
        (cell.State, cell.Phase, cell.Fraction, cell.SecondsLeft, cell.Loss).ShouldBe(("running", "training", 0.25, 90, 1.5));
        State().Progress!.SecondsLeft.ShouldBe(90);

        // What a run that was killed has left behind is not taken for one that runs.
        File.SetLastWriteTimeUtc(Path.Combine(_made.Folder.Path, "progress.json"), DateTime.UtcNow.AddMinutes(-1));
        State().Progress.ShouldBeNull();
        Cell(MadeRuns.Planned).State.ShouldBe("planned");
    }

    [Theory]
    [InlineData("\"cell\":null")]
    [InlineData("\"call\":\"a\"")]
    [InlineData("\"cell\":\"b\"},{\"cell\":\"b\"")]
    [InlineData(null)]
    public void Progress_that_is_damaged_is_as_none(string? cell)
    {
        const string Rest = "\"title\":\"x\",\"phase\":\"y\",\"fraction\":0.5,\"tokens_per_second\":1,\"loss\":1,\"left\":1";
        var running = cell is null ? "null" : string.Join(',', cell.Split("},{").Select(c => $"{{{c},{Rest}}}"));
        File.WriteAllText(
            Path.Combine(_made.Folder.Path, "progress.json"),
            $$"""{"cells":4,"done":2,"failed":1,"fraction":0.5,"seconds":60,"left":12,"running":[{{running}}]}"""
        );
        State().Progress.ShouldBeNull();
        State().Cells.ShouldNotBeEmpty();
    }

    [Fact]
    public void Curves_have_every_step_or_means_of_neighbours_and_what_was_held_out()
    {
        var curves = TrainingCurves.Of(new StudyReader(_made.Runs, MadeRuns.Study), MadeRuns.First);
        curves.MeanOf.ShouldBe(1);
        curves.Steps["loss"].Step.ShouldBe(Enumerable.Range(1, 30));
        curves.Steps["loss"].Value[2].ShouldBe(1.0);
        curves.Validation.Keys.ShouldBe(["mean", "eng_Latn", "spa_Latn"], ignoreOrder: true);
        curves.Validation["spa_Latn"].Step.ShouldBe([10, 20, 30]);
        curves.Scores["exact/eng_Latn"].Value.ShouldBe([0.5, 0.5, 0.5]);

        var thin = Curve.Thinned([.. Enumerable.Range(1, 10).Select(i => (i, (double)i))], 4);
        thin.Step.ShouldBe([3, 6, 9, 10]);
        thin.Value.ShouldBe([2, 5, 8, 10]);
    }

    [Fact]
    public void What_is_no_runs_folder_and_what_is_not_there_is_said()
    {
        using var other = new TemporaryFolder();
        new RunsFolder(other.Path).StudyNames().ShouldBeEmpty("an empty one is filled by the first run");
        other.Write("letters/a.txt", "no run");
        Should.Throw<InputException>(() => new RunsFolder(other.Path)).Message.ShouldContain("the folder holds no study");
        Should.Throw<InputException>(() => new RunsFolder(other["none"])).Message.ShouldContain("no such folder of runs");

        var runs = new RunsFolder(_made.Runs);
        Should.Throw<InputException>(() => runs.Study("toys/sum")).Message.ShouldContain("Did you mean 'toys/sums'?");
        Should
            .Throw<InputException>(() => RunsFolder.Cell(runs.Study(MadeRuns.Study), "zz"))
            .Message.ShouldContain("no cell begins with 'zz'");
        Should
            .Throw<InputException>(() => RunsFolder.Cell(runs.Study(MadeRuns.Study), "00000000000000a"))
            .Message.ShouldContain("4 cells begin");
    }

    /// <summary>A runs folder from elsewhere shows nothing but itself.</summary>
    [Fact]
    public void Links_are_not_followed()
    {
        using var secret = new TemporaryFolder();
        var file = secret.Write("secret.txt", "kind: \"finetune\"\nsecret");
        var cell = _made.Folder.Cell("00000000000000e1");
        Directory.CreateDirectory(cell.Path);
        File.CreateSymbolicLink(cell.Failure, file);
        File.CreateSymbolicLink(cell.CellYaml, file);
        Directory.CreateSymbolicLink(_made.Folder.Cell("00000000000000e2").Path, secret.Path);
        var reader = new StudyReader(_made.Runs, MadeRuns.Study);
        reader.State().Cells.Select(c => c.Id).ShouldNotContain("00000000000000e2");
        var found = CellDetails.Of(reader, "00000000000000e1");
        (found.Failure + found.Yaml).ShouldBeEmpty();
    }
}
