using System.CommandLine;
using Clt.Host.Bench;

namespace Clt.Host.Tests.Bench;

public class MetricsBenchmarkTests
{
    [Fact]
    public void Every_case_is_measured_and_has_a_goal()
    {
        var cases = new MetricsBenchmark().Run(new BenchRun(true, 2, new RootCommand().Parse([]), default)).ToList();
        cases.Select(c => c.Name).ShouldBe(["bleu", "chrf", "rouge-score-l", "ter", "entity-f1", "bootstrap"]);
        cases.ShouldAllBe(c => c.Runs.Count == 2 && c.Runs.All(r => r > 0));
        cases.ShouldAllBe(c => BenchGoals.Of("metrics", c.Name)!.Value > 0);
    }

    [Fact]
    public void The_texts_are_the_same_at_every_call_and_of_the_sizes_said()
    {
        var (a, b) = (new MadeUpText(50), new MadeUpText(50));
        a.Short.Select(p => p.Output).ShouldBe(b.Short.Select(p => p.Output));
        (a.Short.Count, a.Long.Count, a.Tags.Count).ShouldBe((50, 5, 50));
        a.Long.ShouldAllBe(p => p.References[0].Split(' ').Length == 52);
        a.Short.ShouldAllBe(p => p.References[0].Split(' ').Length == 25 && p.Output != p.References[0]);
    }
}
