using System.Text.Json;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Results.Store;
using Clt.Running.Launching;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Launching;

public class WorkerTests
{
    private static List<LaunchReport> Serve(TextReader input, Action<WorkerRequest, Action<LaunchReport>, CancellationToken> run)
    {
        using var output = new StringWriter();
        Worker.Serve(input, output, run, default);
        return
        [
            .. output
                .ToString()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => JsonSerializer.Deserialize(l, WorkerJson.Default.LaunchReport)!),
        ];
    }

    [Fact]
    public void Requests_come_in_and_reports_go_out()
    {
        using var input = new Lines("""{"cell":"a","threads":2}""", """{"cell":"b","threads":1}""");
        var reports = Serve(
            input,
            (request, report, _) =>
            {
                report(new LaunchReport(request.Cell, LaunchState.Progress, "training", 0.5, 100, request.Threads));
                if (request.Cell == "b")
                    input.End();
                if (request.Cell == "b")
                    throw new InputException("wrong", "here", "Mend it.");
            }
        );
        reports
            .Select(r => (r.Item, r.State, r.Message))
            .ShouldBe([
                ("a", LaunchState.Progress, ""),
                ("a", LaunchState.Done, ""),
                ("b", LaunchState.Progress, ""),
                ("b", LaunchState.Failed, "here: wrong. Mend it."),
            ]);
        reports[0].Loss.ShouldBe(2);
    }

    [Fact]
    public void The_end_of_the_input_stops_the_running_cell()
    {
        using var input = new Lines("""{"cell":"a","threads":1}""");
        var stopped = false;
        Serve(
                input,
                (_, _, cancel) =>
                {
                    input.End();
                    stopped = cancel.WaitHandle.WaitOne(5000);
                    cancel.ThrowIfCancellationRequested();
                }
            )
            .ShouldBeEmpty();
        stopped.ShouldBeTrue();
    }

    [Fact]
    public void A_studys_worker_runs_its_cells_and_knows_no_others()
    {
        using var folder = new TemporaryFolder();
        var study = ToyStudy.Quick().Expand(folder.Context());
        var tokenizer = study.Cells.OfType<TokenizerCell>().Single();
        using var input = new Lines($$"""{"cell":"{{tokenizer.Id}}","threads":1}""", """{"cell":"0000","threads":1}""");
        using var output = new StringWriter();
        var served = new Thread(() => StudyWorker.Serve(study, folder.Context(), new FakeCellRunner(), input, output));
        served.Start();
        SpinWait.SpinUntil(() => Text(output).Contains("no cell 0000"), 10_000).ShouldBeTrue();
        input.End();
        served.Join();
        new StudyFolder(folder.Context().RunsFolder, study.Name).Cell(tokenizer.Id).Read().ShouldNotBeNull();
        Text(output).ShouldContain("\"state\":\"Done\"");
    }

    private static string Text(StringWriter writer)
    {
        lock (writer)
            return writer.ToString();
    }

    [Fact]
    public void A_broken_line_ends_it() => Serve(new StringReader("{"), (_, _, _) => { }).ShouldBeEmpty();

    /// <summary>Lines of input that stays open until it is ended.</summary>
    private sealed class Lines(params string[] lines) : TextReader
    {
        private readonly Queue<string> _lines = new(lines);
        private readonly ManualResetEventSlim _end = new();

        public void End() => _end.Set();

        public override string? ReadLine()
        {
            if (_lines.TryDequeue(out var line))
                return line;
            _end.Wait(5000);
            return null;
        }
    }
}
