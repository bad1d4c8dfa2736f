using System.Text.Json;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>What a run leaves for other tools and for readers: tables of runs and steps, TensorBoard's names, curves and answers.</summary>
public sealed class ExportRunsTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void Runs_and_steps_are_tables_and_the_report_has_curves_and_answers()
    {
        _clt.Write("tiny.csx", TinyRecipe.Text("toys/tiny", 20_000, t => t.Replace("Seeds(1, 2)", "Seeds(1)")));
        _clt.Run("run", "tiny.csx", "--workers", "1").ExitCode.ShouldBe(0);
        var run = _clt.Run("export-runs", "toys/tiny", "--json");
        run.ExitCode.ShouldBe(0, run.ToString());
        using var said = JsonDocument.Parse(run.Output);
        var (runs, steps) = (Table("exported/runs.csv"), Table("exported/history.csv"));
        said.RootElement.GetProperty("runs").GetInt32().ShouldBe(runs.Count);
        said.RootElement.GetProperty("steps").GetInt32().ShouldBe(steps.Count);

        runs.Select(r => r["kind"]).ShouldBe(["base", "reference", "finetune", "finetune"]);
        runs.Select(r => r["axis: samples per language"]).ShouldBe(["", "", "0", "50"]);
        runs[^1]["name"].ShouldBe("\"samples per language = 50, seed 1\"");
        foreach (var row in runs.Skip(1))
            double.Parse(row["score: number-match/por_Latn"]).ShouldBeInRange(0, 1);
        foreach (var row in runs.Where(r => r["kind"] == "finetune"))
        {
            var own = steps.Where(s => s["cell"] == row["cell"]).ToList();
            own.Count.ShouldBe(int.Parse(row["fact: steps"]));
            own.Select(s => int.Parse(s["step"])).ShouldBe(Enumerable.Range(1, own.Count));
            own.Count(s => s["validation loss"].Length > 0).ShouldBeGreaterThan(1);
            own[^1]["loss"].ShouldBe(row["fact: last loss"]);
        }

        Directory
            .GetFileSystemEntries(Path.Combine(_clt.Folder, "runs/toys/tiny/tensorboard"))
            .Select(Path.GetFileName)
            .ShouldContain("samples per language = 50, seed 1");
        var report = File.ReadAllText(Path.Combine(_clt.Folder, "runs/toys/tiny/report.html"));
        foreach (var part in new[] { "<h2>Learning curves</h2>", "<h3>Training loss</h3>", "<h3>Held-out loss</h3>", "<h2>Answers</h2>" })
            report.ShouldContain(part);
        report.ShouldContain("Portuguese: 8 of 10 items");

        _clt.Run("export-runs", "toys/tini").Error.ShouldContain("Did you mean 'toys/tiny'?");
        _clt.Run("export-runs", "--runs", "nowhere").ExitCode.ShouldBe(2);
    }

    /// <summary>Rows by column; a quoted field keeps its quotes.</summary>
    private List<Dictionary<string, string>> Table(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(_clt.Folder, name)).Select(Fields).ToList();
        return [.. lines.Skip(1).Select(l => lines[0].Zip(l).ToDictionary(c => c.First, c => c.Second))];
    }

    private static List<string> Fields(string line)
    {
        var (fields, quoted) = (new List<string> { "" }, false);
        foreach (var c in line)
        {
            quoted ^= c == '"';
            if (c == ',' && !quoted)
                fields.Add("");
            else
                fields[^1] += c;
        }

        return fields;
    }
}
