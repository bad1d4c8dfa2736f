using System.CommandLine;
using System.Text.Json;
using Clt.Host.Bench;
using Clt.Host.Output;
using Clt.Testing;

namespace Clt.Host.Tests.Bench;

public sealed class BenchTests
{
    [Fact]
    public void A_case_is_the_median_of_its_runs_and_is_judged_by_its_goal()
    {
        var met = BenchCase.Of(new Measured("a", "x/s", [30, 10, 20, 50]), 10, 25);
        met.Value.ShouldBe(25);
        met.Met.ShouldBe(true);
        met.Runs.ShouldBe([10, 25, 50]);
        BenchCase.Of(new Measured("a", "x/s", [30, 10, 20]), 10, 20.5).Met.ShouldBe(false);
        BenchCase.Of(new Measured("a", "x/s", [3]), 10, null).Met.ShouldBeNull();
    }

    [Theory]
    [InlineData(0.8, true)]
    [InlineData(0.79, true)]
    [InlineData(0.81, false)]
    public void Seconds_and_memory_have_a_goal_that_they_must_not_exceed(double seconds, bool met)
    {
        var made = BenchCase.Of(new Measured("a", "s", [seconds]), 10, new BenchGoal(0.8, AtMost: true));
        made.Met.ShouldBe(met);
        made.Goal.ShouldBe(0.8);
        made.AtMost.ShouldBeTrue();
    }

    [Fact]
    public void Rates_per_gflops_are_divided_and_say_so()
    {
        var made = BenchCase.Of(new Measured("a", "tokens/s", [30], PerGemm: true), 10, 2.9);
        made.Value.ShouldBe(3);
        made.Unit.ShouldBe("tokens/s per GFLOP/s");
        made.Met.ShouldBe(true);
    }

    [Fact]
    public void Work_is_run_once_before_it_is_measured()
    {
        var calls = 0;
        var run = new BenchRun(true, 4, new RootCommand().Parse([]), default);
        var rates = run.Rates(() =>
        {
            calls++;
            Thread.Sleep(20);
            return 100;
        });
        calls.ShouldBe(5);
        rates.Count.ShouldBe(4);
        rates.ShouldAllBe(r => r > 0 && r < 100 / 0.019);
    }

    [Fact]
    public void The_result_names_the_machine_and_its_rate()
    {
        var result = BenchVerb.Measure(new Toy(), new BenchRun(true, 1, new RootCommand().Parse([]), default), _ => { });
        result.GemmGflops.ShouldBeGreaterThan(0);
        result.Machine.ShouldContain("cores");
        result.Cases.Select(c => c.Name).ShouldBe(["one", "two"]);
        result.Cases[1].Value.ShouldBe(6 / result.GemmGflops, 1e-9);
    }

    [Fact]
    public void The_json_has_the_fields_that_the_reference_documents_and_no_others()
    {
        var json = JsonSerializer.Serialize(
            new BenchResult("toy", "m", 1, [BenchCase.Of(new Measured("a", "x", [1]), 1, 2)]),
            JsonText.Options
        );
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        static string Names(JsonElement e) => string.Join(", ", e.EnumerateObject().Select(p => p.Name));
        var fields = $"{{{Names(root)}: [{{{Names(root.GetProperty("cases")[0])}: [min, median, max]}}]}}";
        fields.ShouldBe("{bench, machine, gemm_gflops, cases: [{name, value, unit, goal, met, runs: [min, median, max]}]}");
        File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "docs", "reference", "command-line.md")).ShouldContain($"`{fields}`");
    }

    private sealed class Toy : Benchmark
    {
        public override string Name => "toy";

        public override string Description => "Nothing.";

        public override IEnumerable<Measured> Run(BenchRun run) => [new("one", "x", [5]), new("two", "x", [6], PerGemm: true)];
    }
}
