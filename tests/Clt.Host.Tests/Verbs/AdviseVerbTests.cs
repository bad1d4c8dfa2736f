using Clt.Testing;

namespace Clt.Host.Tests.Verbs;

/// <summary><c>clt advise</c> and <c>clt bench advise</c> as they are called.</summary>
[Collection(VerbRun.Alone)]
public sealed class AdviseVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-advise-").FullName;

    private static string Published => Path.Combine(RepositoryRoot.Folder, "recipes", "guide", "post_trainers_guide_tables.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_published_table_gives_an_allocation_with_predicted_scores_reasons_and_next_runs()
    {
        var run = VerbRun.Of("advise", "--store", Published, "--task", "math", "--budget", "5000", "--json");
        run.ExitCode.ShouldBe(0, run.ToString());
        var options = run.Json.GetProperty("options").EnumerateArray().ToList();
        options.Count.ShouldBe(4, "English alone, and the Aya 7B mixtures: four languages, Latin, non-Latin");
        options.Select(o => o.GetProperty("mean").GetProperty("value").GetDouble()).ShouldBeInOrder(SortDirection.Descending);
        options.ShouldAllBe(o => o.GetProperty("cost").GetDouble() <= 5000);
        foreach (var score in options[0].GetProperty("scores").EnumerateObject())
        {
            var (low, value, high) = (
                score.Value.GetProperty("low").GetDouble(),
                score.Value.GetProperty("value").GetDouble(),
                score.Value.GetProperty("high").GetDouble()
            );
            value.ShouldBeInRange(0, 1, score.Name);
            (low < value && value < high).ShouldBeTrue(score.Name);
        }

        options[0]
            .GetProperty("scores")
            .EnumerateObject()
            .Select(s => s.Name)
            .ShouldBe(["es", "fr", "ja", "zh", "ar", "ko", "pt"], ignoreOrder: true);
        run.Json.GetProperty("next_runs")
            .EnumerateArray()
            .Select(r => r.GetProperty("narrowing").GetDouble())
            .ShouldBeInOrder(SortDirection.Descending);
        run.Json.GetProperty("reasons")
            .EnumerateArray()
            .Select(r => r.GetString()!)
            .ShouldContain(r => r.Contains("over English alone") || r.Contains("No evidence"));
    }

    [Fact]
    public void It_reads_as_text_and_takes_a_size_for_a_model()
    {
        var run = VerbRun.Of(
            "advise",
            "--store",
            Published,
            "--task",
            "math",
            "--budget",
            "5000",
            "--model",
            "35B",
            "--languages",
            "ko pt"
        );
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("Allocation");
        run.Output.ShouldContain("each of es fr ja zh");
        run.Output.ShouldContain("Most informative next runs");
        run.Output.ShouldContain("The scores of MR with Aya-35B (single) were used");
        var doubtful = VerbRun.Of("advise", "--store", Published, "--task", "math", "--budget", "5000", "--model", "aya");
        doubtful.ExitCode.ShouldBe(2, doubtful.ToString());
        doubtful.Error.ShouldContain("Aya-7B");
    }

    [Fact]
    public void Prices_change_what_the_budget_buys()
    {
        double Samples(params string[] more)
        {
            string[] arguments = ["advise", "--store", Published, "--task", "instructions", "--budget", "1000", "--json", .. more];
            return VerbRun
                .Of(arguments)
                .Json.GetProperty("options")
                .EnumerateArray()
                .Single(o => o.GetProperty("languages").GetArrayLength() == 4)
                .GetProperty("samples")
                .GetDouble();
        }

        Samples().ShouldBe(250);
        Samples("--price", "ja=7").ShouldBe(100);
    }

    [Fact]
    public void A_study_of_ones_own_is_a_store()
    {
        var rows =
            from n in new[] { 0, 50, 100, 200 }
            from seed in new[] { 1, 2 }
            from language in new[] { "en", "es", "ko" }
            select FormattableString.Invariant(
                $"sums,base,single,es,{n},{language},{seed},100,{0.2 + (language == "es" ? n / 500.0 : 0) + (seed / 100.0)}"
            );
        File.WriteAllText(
            Path.Combine(_folder, "means.csv"),
            string.Join('\n', rows.Prepend("task,model,setting,train_langs_besides_en,samples_per_lang,eval_lang,seed,english,value"))
        );
        var run = VerbRun.Of("advise", "--store", _folder, "--task", "sums", "--budget", "150", "--languages", "es", "--json");
        run.ExitCode.ShouldBe(0, run.ToString());
        var best = run.Json.GetProperty("options")[0];
        best.GetProperty("languages")[0].GetString().ShouldBe("es");
        best.GetProperty("samples").GetDouble().ShouldBe(150);
        best.GetProperty("mean").GetProperty("value").GetDouble().ShouldBeInRange(0.4, 0.65);
    }

    [Fact]
    public void What_is_wrong_is_said_with_its_option()
    {
        var missing = VerbRun.Of("advise", "--store", Path.Combine(_folder, "none.csv"), "--task", "math", "--budget", "1");
        missing.ExitCode.ShouldBe(2);
        missing.Error.ShouldContain("none.csv");
        VerbRun
            .Of("advise", "--store", "x", "--task", "math", "--budget", "1", "--price", "ja")
            .Error.ShouldContain("'ja' is not LANGUAGE=PRICE");
        VerbRun.Of("advise", "--task", "math").ExitCode.ShouldBe(2);
    }

    [Fact]
    public void The_back_test_prints_its_margins_and_they_are_met()
    {
        var run = VerbRun.Of("bench", "advise", "--store", Published, "--json");
        run.ExitCode.ShouldBe(0, run.ToString());
        var cases = run.Json.GetProperty("cases").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);
        foreach (var rule in new[] { "all English", "spread evenly" })
        {
            cases[rule].GetProperty("value").GetDouble().ShouldBeGreaterThan(cases[rule].GetProperty("goal").GetDouble());
            cases[rule].GetProperty("goal").GetDouble().ShouldBeGreaterThan(1, "the forecast errs less than the rule");
        }
    }
}
