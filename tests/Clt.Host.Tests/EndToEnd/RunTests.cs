using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Clt.Tests.Shared;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>The whole way of the data through the real command, at a size of seconds.</summary>
public sealed class RunTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void A_recipe_trains_evaluates_reports_and_does_not_repeat_itself()
    {
        _clt.Write("tiny.csx", TinyRecipe.Text());
        var plan = _clt.Run("check", "tiny.csx", "--json");
        plan.ExitCode.ShouldBe(0, plan.ToString());
        using var planned = JsonDocument.Parse(plan.Output);
        planned.RootElement.GetProperty("cells").GetInt32().ShouldBe(9); // tokenizer, a base a seed, each as it is, 2 values of N x 2 seeds
        foreach (var number in (string[])["tokens", "parameters", "memory_bytes", "seconds"])
            planned.RootElement.GetProperty(number).GetDouble().ShouldBeGreaterThan(0);
        Directory.Exists(Path.Combine(_clt.Folder, "runs")).ShouldBeFalse("check writes nothing");

        var first = _clt.Run("run", "tiny.csx");
        first.ExitCode.ShouldBe(0, first.ToString());
        first.Output.ShouldContain("9 done now");
        var study = Path.Combine(_clt.Folder, "runs", "tiny");
        var rows = Rows(Path.Combine(study, "results.csv"));
        rows.Count.ShouldBe((2 + 4) * 3); // (a base a seed, 2 values of N x 2 seeds) x 3 languages
        rows[0]
            .Keys.ShouldBe([
                "study",
                "cell",
                "samples per language",
                "language",
                "group",
                "metric",
                "signature",
                "value",
                "ci_low",
                "ci_high",
                "ci_method",
                "n",
                "seed",
                "weights",
                "older_code",
                "probe",
            ]);
        rows.ShouldAllBe(r => r["n"] == "10" && r["signature"].Contains("number-match") && r["weights"].Length > 8);
        var page = File.ReadAllText(Path.Combine(study, "report.html"));
        rows.ShouldAllBe(r => r["ci_method"] == "bootstrap" || r["ci_method"] == "wilson");
        rows.Where(r => r["value"] == "0")
            .ShouldAllBe(r => r["ci_method"] == "wilson" && r["ci_low"] == "0" && r["ci_high"].StartsWith("0.277"));
        page.ShouldContain("<svg");
        page.ShouldContain("<footer>Intervals are of 95 % by ");
        page.ShouldContain("Intervals of scores cover items and 2 seeds, each with a base of its own.");
        first.Output.ShouldContain("95 % intervals: ");
        page.ShouldNotContain("<script");
        File.ReadAllText(Path.Combine(study, "study.yaml")).ShouldContain("tiny");

        var again = _clt.Run("run", "tiny.csx");
        again.ExitCode.ShouldBe(0, again.ToString());
        again.Output.ShouldContain("9 before");

        // As if another build of the engine had made them.
        OlderBuild.Make(study, "Clt.Engine");
        _clt.Run("check", "tiny.csx").Output.ShouldContain("Clt.Engine differs");
        _clt.Run("report", "tiny.csx").ExitCode.ShouldBe(2, "nobody accepted them");
        var accepted = _clt.Run("run", "tiny.csx", "--accept-older-code");
        accepted.ExitCode.ShouldBe(0, accepted.ToString());
        accepted.Output.ShouldContain("9 cells, 0 done now, 9 before");
        accepted.Output.ShouldContain("† Made by older code, as was accepted.");
        Rows(Path.Combine(study, "results.csv")).ShouldAllBe(r => r["older_code"] == "Clt.Engine");
    }

    [Fact]
    public async Task An_interrupted_run_says_so_and_goes_on()
    {
        _clt.Write("long.csx", TinyRecipe.Text("long", tokens: 100_000));
        using (var process = _clt.Start("run", "long.csx"))
        {
            _ = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            WaitFor(() => Directory.EnumerateDirectories(_clt.Folder, "checkpoint*", SearchOption.AllDirectories).Any());
            Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
            process.WaitForExit(TimeSpan.FromSeconds(40)).ShouldBeTrue();
            process.ExitCode.ShouldBe(3, await error);
            (await error).ShouldContain("Run the same command");
        }

        var again = _clt.Run("run", "long.csx", "--json");
        again.ExitCode.ShouldBe(0, again.ToString());
        using var summary = JsonDocument.Parse(again.Output);
        summary.RootElement.GetProperty("interrupted").GetBoolean().ShouldBeFalse();
        summary.RootElement.GetProperty("cells").GetInt32().ShouldBe(9);
    }

    [Fact]
    public void The_executable_starts_its_workers_by_itself()
    {
        _clt.Run("--version").ExitCode.ShouldBe(0, "the script has built it");
        using var executable = new CltCommand { Program = Path.Combine(RepositoryRoot.Folder, "artifacts", "clt", "clt") };
        executable.Write("tiny.csx", TinyRecipe.Text());
        var run = executable.Run("run", "tiny.csx");
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("9 done now");
    }

    [Fact]
    public void Verbs_explain_themselves()
    {
        foreach (var verb in (string[])["run", "check", "list", "report", "doctor", "test"])
        {
            var help = _clt.Run(verb, "--help");
            help.ExitCode.ShouldBe(0, help.ToString());
            help.Output.ShouldContain("Examples:");
            help.Output.ShouldContain("--json");
        }
    }

    [Fact]
    public void Doctor_and_lists_answer_in_json()
    {
        var doctor = _clt.Run("doctor", "--json");
        doctor.ExitCode.ShouldBe(0, doctor.ToString());
        using var checks = JsonDocument.Parse(doctor.Output);
        checks.RootElement.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("name").GetString()).ShouldContain("libtorch");
        foreach (var kind in (string[])["plugins", "tasks", "sources", "metrics", "models", "languages"])
        {
            var list = _clt.Run("list", kind, "--json");
            list.ExitCode.ShouldBe(0, list.ToString());
            using var rows = JsonDocument.Parse(list.Output);
            rows.RootElement.GetProperty(kind).GetArrayLength().ShouldBeGreaterThan(0, kind);
        }
    }

    private static void WaitFor(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2));
            Thread.Sleep(50);
        }
    }

    private static List<Dictionary<string, string>> Rows(string path)
    {
        var lines = File.ReadAllLines(path)
            .Select(line =>
                Regex
                    .Matches(line, "(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))")
                    .Select(field => field.Groups[1].Success ? field.Groups[1].Value.Replace("\"\"", "\"") : field.Groups[2].Value)
                    .ToList()
            )
            .ToList();
        return [.. lines.Skip(1).Select(row => lines[0].Zip(row).ToDictionary(c => c.First, c => c.Second))];
    }
}
