using System.Text.Json;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>A study of several stages through the real command, its worker processes among it.</summary>
public sealed class StagesTests : IDisposable
{
    private const string Stages = """
            .Stage("english", Fixed(english, 60), train)
            .Stage("hop", Fixed(order, 40), train)
            .Stage("preferences", Fixed(english, 16), Train(batch: 8, lr: Constant(1e-4)), objective: Dpo(), adapter: Lora(rank: 2))
        """;

    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    private static string Text(string stages = Stages) =>
        TinyRecipe.Text(
            "stages",
            change: text =>
            {
                var from = text.IndexOf("    .Mixture(", StringComparison.Ordinal);
                var to = text.IndexOf("    .Evaluate(", StringComparison.Ordinal);
                return (text[..from] + stages.TrimEnd() + "\n" + text[to..]).Replace(
                    "var n = Axis(\"samples per language\", 0, 50);",
                    """
                    var sums = Arithmetic(on: NumberWords(below: 12), answer: "result");
                    var order = Axis("order", ("es", Lang("es")), ("pt", Lang("pt")));
                    var train = Train(batch: 16, lr: Constant(1e-3), epochs: 2, checkpointEvery: Steps(2));
                    """,
                    StringComparison.Ordinal
                );
            }
        );

    [Fact]
    public void Stages_are_planned_trained_shared_and_reported()
    {
        _clt.Write("stages.csx", Text());
        var plan = _clt.Run("check", "stages.csx", "--json");
        plan.ExitCode.ShouldBe(0, plan.ToString());
        using var planned = JsonDocument.Parse(plan.Output);
        var rows = planned.RootElement.GetProperty("rows").EnumerateArray();
        var trained = rows.Where(r => r.GetProperty("kind").GetString() == "Finetune").ToList();
        // A seed: English once for both orders, a hop and preferences for each.
        trained.Count.ShouldBe(2 * (1 + 2 + 2));
        trained.ShouldContain(r => r.GetProperty("axes").GetString() == "stage = preferences, order = pt");

        var run = _clt.Run("run", "stages.csx");
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("by stage and language: order = es");
        var study = Path.Combine(_clt.Folder, "runs", "stages");
        File.ReadAllText(Path.Combine(study, "report.html")).ShouldContain("<h2>Stages</h2>");
        File.ReadLines(Path.Combine(study, "results.csv")).First().ShouldStartWith("study,cell,stage,order,language,");
        _clt.Run("run", "stages.csx").Output.ShouldContain("before");

        _clt.Run("report", study, "--format", "md").Output.ShouldContain("Change of number-match since the stage before: order = pt");
        var compared = _clt.Run("compare", study, study);
        compared.ExitCode.ShouldBe(0, compared.ToString());
        compared.Output.ShouldContain("stage = hop, order = pt");
    }

    [Fact]
    public void Each_stage_is_verified_and_shown()
    {
        _clt.Write("stages.csx", Text());
        var result = _clt.Run("verify", "stages.csx", "--json");
        result.ExitCode.ShouldBe(0, result.ToString());
        using var verified = JsonDocument.Parse(result.Output);
        verified
            .RootElement.GetProperty("stages")
            .EnumerateArray()
            .Select(s => s.GetProperty("stage").GetString())
            .ShouldBe(["english", "hop", "preferences"]);
    }

    [Fact]
    public void What_a_stage_wrote_is_planned_trained_on_and_shown()
    {
        const string Student = """
                .Stage("teacher", Fixed(english, 60), Train(batch: 16, lr: Constant(2e-3), epochs: 6))
                .Stage("student", Fixed(seen, 20, Answers(of: "teacher", on: sums, items: 30)), train)
            """;
        _clt.Write("stages.csx", Text(Student));
        _clt.Run("check", "stages.csx").Output.ShouldContain("number-arithmetic in es by stage = teacher");
        _clt.Run("data", "show", "stages.csx", "--lang", "es").Error.ShouldContain("the answers are not written yet");

        var run = _clt.Run("run", "stages.csx");
        run.ExitCode.ShouldBe(0, run.ToString());
        var files = Directory.GetFiles(Path.Combine(_clt.Folder, "runs", "stages"), "train.jsonl", SearchOption.AllDirectories);
        files.Length.ShouldBe(2, "one a seed");
        File.ReadLines(files[0]).Count().ShouldBe(30);
        var shown = _clt.Run("data", "show", "stages.csx", "--lang", "es", "--json");
        shown.ExitCode.ShouldBe(0, shown.ToString());
    }

    [Fact]
    public void All_that_is_wrong_with_stages_is_told_at_once()
    {
        _clt.Write(
            "stages.csx",
            Text(
                """
                    .Mixture(Fixed(english, 60))
                    .Stage("a", Fixed(english, 60), train)
                    .Stage("a", Fixed(english, 60), train)
                """
            )
        );
        var result = _clt.Run("check", "stages.csx");
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("settings of a training beside them");
        result.Error.ShouldContain("2 stages have this name");
    }
}
