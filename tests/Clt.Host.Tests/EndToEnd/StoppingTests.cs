using System.Diagnostics;
using System.Globalization;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>Code that hangs: it ends with its host, with the first signal, and with the limits of a cell.</summary>
public sealed class StoppingTests : IDisposable
{
    /// <summary>Says that the loop has begun, and in which process.</summary>
    private const string Hangs = "hangs";

    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    /// <summary>A recipe with code at the places that a plugin's code could stand at.</summary>
    private void Write(string format = "", string body = "", string analysis = "") =>
        _clt.Write(
            "hang.csx",
            TinyRecipe.Text(
                "hang",
                tokens: 2_000,
                change: text =>
                    text.Replace(
                            "using static Clt.Recipe;",
                            $$"""
                            using static Clt.Recipe;
                            using Clt.Results.Analysis;
                            using Clt.Results.Scores;

                            static void Hang()
                            {
                                File.WriteAllText("{{Hangs}}.new", $"{Environment.ProcessId}");
                                File.Move("{{Hangs}}.new", "{{Hangs}}", overwrite: true);
                                while (true) { }
                            }

                            static bool InWorker() => Environment.GetCommandLineArgs().Contains("worker");

                            class Odd(ITask inner) : ITask
                            {
                                public TaskInfo Info => inner.Info;

                                public ISource Source => inner.Source;

                                public Example Format(Record record)
                                {
                                    {{format}}
                                    return inner.Format(record);
                                }
                            }

                            class OddAnalysis : IAnalysis
                            {
                                public string Title => "odd";

                                public AnalysisResult Run(StudyResults results)
                                {
                                    {{analysis}}
                                    return new AnalysisResult("odd", [], [], []);
                                }
                            }

                            {{body}}
                            """
                        )
                        .Replace(
                            ".Task(Arithmetic(on: NumberWords(below: 12), answer: \"result\"))",
                            ".Task(new Odd(Arithmetic(on: NumberWords(below: 12), answer: \"result\")))"
                        )
                        .Replace("SeenVersusUnseen())", "SeenVersusUnseen(), new OddAnalysis())")
                        .Replace(".Seeds(1, 2)", ".Seeds(1)")
            )
        );

    private int WaitForHang(Process process, Task<string> error)
    {
        var file = Path.Combine(_clt.Folder, Hangs);
        SpinWait.SpinUntil(() => File.Exists(file) || process.HasExited, TimeSpan.FromMinutes(3));
        File.Exists(file).ShouldBeTrue(process.HasExited ? error.Result : "it never came so far");
        return int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);
    }

    private static bool IsAlive(int process) =>
        File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z", StringComparison.Ordinal);

    [Fact]
    public void A_worker_that_loops_in_a_plugin_dies_with_its_killed_host()
    {
        Write(format: "if (InWorker()) Hang();");
        using var process = _clt.Start("run", "hang.csx", "--workers", "1");
        _ = process.StandardOutput.ReadToEndAsync();
        var worker = WaitForHang(process, process.StandardError.ReadToEndAsync());
        worker.ShouldNotBe(process.Id);
        IsAlive(worker).ShouldBeTrue();
        process.Kill();
        SpinWait.SpinUntil(() => !IsAlive(worker), TimeSpan.FromSeconds(5)).ShouldBeTrue("the worker outlived its host");
    }

    [Theory]
    [InlineData("INT", "if (InWorker()) Hang();", "", "", "1")]
    [InlineData("TERM", "if (InWorker()) Hang();", "", "", "1")]
    [InlineData("TERM", "Hang();", "", "", "0")]
    [InlineData("INT", "", "Hang();", "", "1")]
    [InlineData("TERM", "", "", "Hang();", "1")]
    public async Task The_first_signal_ends_a_loop_wherever_it_is(
        string signal,
        string format,
        string body,
        string analysis,
        string workers
    )
    {
        Write(format, body, analysis);
        using var process = _clt.Start("run", "hang.csx", "--workers", workers);
        _ = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var hangs = WaitForHang(process, error);
        var clock = Stopwatch.StartNew();
        Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
        process.WaitForExit(TimeSpan.FromSeconds(20)).ShouldBeTrue();
        // Three seconds are promised; the rest is for starting 'kill' on a busy machine.
        clock.Elapsed.TotalSeconds.ShouldBeLessThan(5);
        process.ExitCode.ShouldBe(3, await error);
        IsAlive(hangs).ShouldBeFalse();
        (await error).ShouldContain("Interrupted");
    }

    [Fact]
    public async Task A_check_that_a_terminal_interrupts_says_so_and_blames_nobody()
    {
        Write(body: "Hang();");
        using var process = _clt.Start("check", "hang.csx");
        _ = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var hangs = WaitForHang(process, error);
        // The study is made in a process of its own, and a terminal signals all of its group.
        hangs.ShouldNotBe(process.Id);
        Process.Start("kill", ["-INT", $"{hangs}", $"{process.Id}"]).WaitForExit();
        process.WaitForExit(TimeSpan.FromSeconds(20)).ShouldBeTrue();
        process.ExitCode.ShouldBe(3, await error);
        (await error).ShouldContain("Interrupted");
        (await error).ShouldNotContain("ended the process");
        IsAlive(hangs).ShouldBeFalse();
    }

    [Fact]
    public void A_cell_that_takes_too_long_fails_by_itself()
    {
        Write(format: "if (InWorker()) Hang();");
        var ended = _clt.Run("run", "hang.csx", "--workers", "1", "--cell-timeout", "8s");
        ended.ExitCode.ShouldBe(1, ended.ToString());
        ended.Error.ShouldContain("the limit of --cell-timeout");
        ended.Error.ShouldNotContain("twice");
        IsAlive(int.Parse(File.ReadAllText(Path.Combine(_clt.Folder, Hangs)), CultureInfo.InvariantCulture)).ShouldBeFalse();
    }

    [Fact]
    public void A_cell_that_takes_too_much_memory_fails_by_itself()
    {
        Write(
            format: "if (InWorker()) { var all = new List<byte[]>(); while (all.Count < 400) { all.Add(new byte[10_000_000]); "
                + "Array.Fill(all[^1], (byte)1); System.Threading.Thread.Sleep(10); } }"
        );
        var ended = _clt.Run("run", "hang.csx", "--workers", "1", "--cell-memory", "1.2GB");
        ended.ExitCode.ShouldBe(1, ended.ToString());
        ended.Error.ShouldContain("of --cell-memory");
    }

    [Theory]
    [InlineData("--cell-timeout", "soon")]
    [InlineData("--cell-timeout", "0s")]
    [InlineData("--cell-memory", "-1GB")]
    [InlineData("--workers", "-1")]
    public void Limits_that_are_none_are_refused(string option, string value)
    {
        Write();
        var refused = _clt.Run("run", "hang.csx", option, value);
        refused.ExitCode.ShouldBe(2, refused.ToString());
        refused.Error.ShouldContain(option);
    }

    [Fact]
    public void A_plugin_that_reads_standard_input_or_writes_standard_output_finds_nothing_of_the_workers_channel()
    {
        Write(
            format: """
            if (InWorker())
            {
                if (Console.In.ReadLine() is not null) throw new InvalidOperationException("a line was there");
                if (Console.OpenStandardInput().ReadByte() >= 0) throw new InvalidOperationException("a byte was there");
                using (var own = Console.OpenStandardOutput()) own.Write("not a report\n"u8);
                Console.Out.WriteLine("nor this");
            }
            """
        );
        var done = _clt.Run("run", "hang.csx", "--workers", "1", "--json");
        done.ExitCode.ShouldBe(0, done.ToString());
    }

    [Fact]
    public void A_plugin_that_changes_what_all_share_is_named_and_changes_no_number()
    {
        Write();
        _clt.Run("run", "hang.csx", "--runs", "plain", "--workers", "1").ExitCode.ShouldBe(0);
        Write(
            format: """
            Environment.CurrentDirectory = Path.GetTempPath();
            System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("de-DE");
            """
        );
        var odd = _clt.Run("run", "hang.csx", "--runs", "odd", "--workers", "1");
        odd.ExitCode.ShouldBe(0, odd.ToString());
        odd.Error.ShouldContain("changed the working folder");
        odd.Error.ShouldContain("the culture (to de-DE)");
        Means("odd").ShouldBe(Means("plain"));
    }

    private string Means(string runs) => File.ReadAllText(Path.Combine(_clt.Folder, runs, "hang", "means.csv"));
}
