using System.Text.Json;
using System.Xml.Linq;
using Clt.Formats.Files;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>The real command on two small stored studies.</summary>
public sealed class CompareTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void A_regression_fails_and_names_its_language_and_equal_runs_do_not()
    {
        Store("old", "exact|v:1", english: 30, japanese: 30);
        Store("same", "exact|v:1", english: 30, japanese: 30);
        Store("worse", "exact|v:1", english: 30, japanese: 12);

        var same = _clt.Run("compare", "runs/old", "runs/same");
        same.ExitCode.ShouldBe(0, same.ToString());
        same.Output.ShouldContain("No language moved.");

        var worse = _clt.Run("compare", "runs/old", "runs/worse/results.json");
        worse.ExitCode.ShouldBe(1, worse.ToString());
        worse.Output.ShouldContain("ja moved (exact, all runs): worse, 0.750 → 0.300");
        worse.Output.ShouldNotContain("en moved");
        _clt.Run("compare", "runs/worse", "runs/old").ExitCode.ShouldBe(0, "better is no failure");

        var json = _clt.Run("compare", "runs/old", "runs/worse", "--test", "ar", "--correction", "bh", "--max-drop", "0.01", "--json");
        json.ExitCode.ShouldBe(1, json.ToString());
        using var document = JsonDocument.Parse(json.Output);
        document
            .RootElement.GetProperty("rows")
            .EnumerateArray()
            .Select(r => $"{r.GetProperty("language")}:{r.GetProperty("verdict")}")
            .ShouldBe([":Worse", "eng_Latn:Same", "jpn_Jpan:Worse"]);
    }

    [Fact]
    public void What_cannot_be_compared_is_refused_with_every_reason()
    {
        Store("old", "exact|v:1", 30, 30);
        Store("new", "exact|v:2", 30, 30);
        var refused = _clt.Run("compare", "runs/old", "runs/new");
        refused.ExitCode.ShouldBe(2, refused.ToString());
        refused.Error.ShouldContain("different signatures: exact|v:1 and exact|v:2");
        _clt.Run("compare", "runs/old", "runs/none").ExitCode.ShouldBe(2);
        _clt.Run("compare", "runs/old", "runs/old", "--alpha", "2").ExitCode.ShouldBe(2);
        _clt.Run("compare", "runs/old", "runs/old", "--test", "magic").ExitCode.ShouldBe(2);
    }

    [Fact]
    public void Other_questions_references_tasks_and_settings_under_the_same_ids_are_refused()
    {
        Store("old", "exact|v:1", 30, 30, asked: Asked("quiz", "q"));
        Store("same", "exact|v:1", 30, 30, asked: Asked("quiz", "q"));
        Store("questions", "exact|v:1", 30, 30, asked: Asked("quiz", "q", changed: "i7"));
        Store("references", "exact|v:1", 30, 30, asked: Asked("quiz", "q", reference: "s"));
        Store("task", "exact|v:1", 30, 30, asked: Asked("exam", "q"));
        Store("setting", "exact|v:1", 30, 30, asked: Asked("quiz", "q", shots: "5"));
        Store("older", "exact|v:1", 30, 30);

        _clt.Run("compare", "runs/old", "runs/same").Output.ShouldNotContain("not checked");
        var older = _clt.Run("compare", "runs/old", "runs/older");
        older.ExitCode.ShouldBe(0, older.ToString());
        older.Output.ShouldContain("that tasks, prompts and references are the same is not checked");
        Refused("questions").ShouldContain("the questions of 1 of 40 items differ under the same ids, the first is i7");
        Refused("references").ShouldContain("the references of 40 of 40 items differ under the same ids, the first is i0");
        Refused("task").ShouldContain("the tasks differ: quiz and exam");
        Refused("setting").ShouldContain("the task's setting 'few-shot shots' differs: '0' and '5'");

        string Refused(string study)
        {
            var refused = _clt.Run("compare", "runs/old", $"runs/{study}");
            refused.ExitCode.ShouldBe(2, refused.ToString());
            return refused.Error;
        }
    }

    [Fact]
    public void A_number_that_was_changed_after_it_was_written_is_neither_compared_nor_reported()
    {
        Store("old", "exact|v:1", 30, 30);
        var file = Path.Combine(_clt.Folder, "runs/old/results.json");
        File.WriteAllText(file, Seal.Close(File.ReadAllText(file)));
        _clt.Run("compare", "runs/old", "runs/old").ExitCode.ShouldBe(0, "with its checksum");
        Store("changed", "exact|v:1", 30, 30);
        _clt.Write("runs/changed/results.json", File.ReadAllText(file).Replace("\"value\":0.75", "\"value\":1"));
        foreach (var arguments in new[] { new[] { "compare", "runs/old", "runs/changed" }, ["report", "runs/changed", "--format", "md"] })
        {
            var refused = _clt.Run(arguments);
            refused.ExitCode.ShouldBe(2, refused.ToString());
            refused.Error.ShouldContain("its checksum does not hold");
        }
    }

    [Fact]
    public void Thresholds_are_of_a_metric_a_language_or_a_group()
    {
        Store("old", "exact|v:1", english: 30, japanese: 30);
        Store("new", "exact|v:1", english: 30, japanese: 29);

        _clt.Run("compare", "runs/old", "runs/new").ExitCode.ShouldBe(0);
        _clt.Run("compare", "runs/old", "runs/new", "--max-drop", "exact=0.03").ExitCode.ShouldBe(0);
        _clt.Run("compare", "runs/old", "runs/new", "--max-drop", "exact=0.02").ExitCode.ShouldBe(1);
        _clt.Run("compare", "runs/old", "runs/new", "--max-drop", "exact=0.02", "--max-drop", "exact:ja=0.03").ExitCode.ShouldBe(0);
        _clt.Run("compare", "runs/old", "runs/new", "--max-drop", "exact:en=0", "--min", "exact:en=0.75").ExitCode.ShouldBe(0);
        var low = _clt.Run("compare", "runs/old", "runs/new", "--min", "exact:unseen=0.74", "--format", "junit", "--out", "low.xml");
        low.ExitCode.ShouldBe(1, low.ToString());
        var failed = XDocument
            .Load(Path.Combine(_clt.Folder, "low.xml"))
            .Descendants("testcase")
            .Where(c => c.Element("failure") is not null)
            .ToList();
        failed.ShouldHaveSingleItem().Attribute("name")!.Value.ShouldBe("unseen exact");
        failed[0].Element("failure")!.Attribute("message")!.Value.ShouldContain("below --min");

        var wrong = _clt.Run("compare", "runs/old", "runs/new", "--min", "exakt=1", "--max-drop", "exact:fr=1");
        wrong.ExitCode.ShouldBe(2, wrong.ToString());
        wrong.Error.ShouldContain("Did you mean 'exact'?");
        wrong.Error.ShouldContain("no language or group 'fra_Latn' is compared");
        foreach (var text in new[] { "much", "exact=", "=1", "exact:=1", ":ja=1" })
            _clt.Run("compare", "runs/old", "runs/new", "--max-drop", text).ExitCode.ShouldBe(2, text);
        _clt.Run("compare", "runs/old", "runs/new", "--min", "0.5").ExitCode.ShouldBe(2, "a minimum of every metric says nothing");
    }

    [Fact]
    public void A_stored_study_is_reported_in_every_form_of_text()
    {
        Store("old", "exact|v:1", 30, 30);
        _clt.Run("report", "runs/old", "--format", "md").Output.ShouldContain("| runs | en (seen) |");
        _clt.Run("report", "runs/old", "--format", "latex").Output.ShouldContain("\\toprule");
        _clt.Run("report", "runs/old", "--format", "csv").Output.ShouldStartWith("study,cell,language");
        var file = _clt.Run("report", "runs/old", "--format", "junit", "--out", "results.xml");
        file.ExitCode.ShouldBe(0, file.ToString());
        File.ReadAllText(Path.Combine(_clt.Folder, "results.xml")).ShouldContain("<testsuite name=\"old\" tests=\"2\"");
        _clt.Run("report", "runs/old", "--format", "html").ExitCode.ShouldBe(2);
    }

    [Fact]
    public void Metrics_with_settings_are_made_again_from_their_signatures()
    {
        Store("old", "macro-f1|labels:yes,no|other:wrong|v:1", 30, 30, "macro-f1", MacroF1);
        Store("worse", "macro-f1|labels:yes,no|other:wrong|v:1", 30, 12, "macro-f1", MacroF1);
        Store("other", "macro-f1|labels:yes,no,maybe|other:wrong|v:1", 30, 30, "macro-f1", MacroF1);

        var worse = _clt.Run("compare", "runs/old", "runs/worse", "--format", "junit", "--out", "comparison.xml");
        worse.ExitCode.ShouldBe(1, worse.ToString());
        var suite = XDocument.Load(Path.Combine(_clt.Folder, "comparison.xml")).Root!.Element("testsuite")!;
        suite
            .Elements("testcase")
            .Where(c => c.Element("failure") is not null)
            .Select(c => c.Attribute("name")!.Value)
            .ShouldBe(["all languages macro-f1", "jpn_Jpan macro-f1"]);
        _clt.Run("compare", "runs/old", "runs/old", "--format", "csv")
            .Output.ShouldContain("macro-f1,all runs,jpn_Jpan,,40,0.75,0.75,0,NaN,NaN,none,1,1,");
        var refused = _clt.Run("compare", "runs/old", "runs/other");
        refused.ExitCode.ShouldBe(2, refused.ToString());
        refused.Error.ShouldContain("different signatures");
        _clt.Run("report", "runs/old", "--format", "md").Output.ShouldContain("0.750");
    }

    private static object Asked(string name, string question, string? changed = null, string reference = "r", string shots = "0")
    {
        string[] ids = [.. Enumerable.Range(0, 40).Select(i => $"i{i}")];
        return new
        {
            name,
            settings = new Dictionary<string, string> { ["few-shot shots"] = shots },
            items = new[]
            {
                new
                {
                    language = "jpn_Jpan",
                    items = ids,
                    questions = ids.Select(i => question + (i == changed ? "changed" : i)),
                    references = ids.Select(i => reference + i),
                },
            },
        };
    }

    /// <summary>
    /// Right, true and given by label (yes, no, none), and the disagreement: half the items are yes, and what is wrong is the other label.
    /// </summary>
    private static double[] MacroF1(int item, bool right)
    {
        var (truth, given) = (item % 2, right ? item % 2 : 1 - (item % 2));
        var sums = new double[10];
        if (right)
            sums[truth] = 1;
        sums[3 + truth] = sums[6 + given] = 1;
        sums[9] = right ? 0 : 1;
        return sums;
    }

    /// <summary>A results file as other programs would write it: 40 items a language, the first so many right.</summary>
    private void Store(
        string study,
        string signature,
        int english,
        int japanese,
        string metric = "exact",
        Func<int, bool, double[]>? statistics = null,
        object? asked = null
    )
    {
        object Score(string language, int right)
        {
            double[] values = [.. Enumerable.Range(0, 40).Select(i => i < right ? 1.0 : 0)];
            var sums = statistics is null ? null : values.Select((v, i) => statistics(i, v == 1));
            return new
            {
                language,
                metric,
                signature,
                value = right / 40.0,
                low = 0.0,
                high = 1.0,
                items = values.Select((_, i) => $"i{i}"),
                values,
                statistics = sums,
            };
        }

        _clt.Write(
            $"runs/{study}/results.json",
            JsonSerializer.Serialize(
                new
                {
                    schema = 1,
                    study,
                    axes = Array.Empty<string>(),
                    groups = new { eng_Latn = "seen", jpn_Jpan = "unseen" },
                    metrics = new[] { new { name = metric, higher_is_better = true } },
                    runs = new[]
                    {
                        new
                        {
                            axes = new { },
                            result = new
                            {
                                schema = 1,
                                cell = study,
                                kind = "Finetune",
                                seed = 1,
                                weights = "w",
                                facts = new { },
                                asked,
                                scores = new[] { Score("eng_Latn", english), Score("jpn_Jpan", japanese) },
                            },
                        },
                    },
                    missing = 0,
                }
            )
        );
    }
}
