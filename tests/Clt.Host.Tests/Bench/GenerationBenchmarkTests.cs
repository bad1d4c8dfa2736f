using System.CommandLine;
using Clt.Host.Bench;

namespace Clt.Host.Tests.Bench;

public sealed class GenerationBenchmarkTests
{
    [Theory]
    [InlineData("generate", "new tokens/s", 12)]
    [InlineData("score", "requests/s", 2.2)]
    public void Rates_come_absolute_normed_and_beside_the_plain_way(string name, string unit, double goal)
    {
        Benchmark benchmark = name == "generate" ? new GenerateBenchmark() : new ScoreBenchmark();
        benchmark.Name.ShouldBe(name);
        var cases = benchmark.Run(new BenchRun(true, 2, new RootCommand().Parse([]), default)).ToList();
        cases.Count.ShouldBe(4);
        cases.ShouldAllBe(c => c.Runs.Count == 2 && c.Runs.All(r => r > 0));
        cases.Take(3).ShouldAllBe(c => c.Unit == unit);
        cases[1].PerGemm.ShouldBeTrue();
        cases[2].Name.ShouldContain("extrapolated");
        BenchGoals.Of(name, cases[1].Name)!.Value.ShouldBe(goal);
        cases[3].Runs[0].ShouldBe(cases[0].Runs[0] / cases[2].Runs[0]);
    }
}
