using System.CommandLine;
using Clt.Host.Bench;

namespace Clt.Host.Tests.Bench;

public sealed class TrainBenchmarkTests
{
    [Fact]
    public void Every_case_is_measured_and_those_with_a_goal_are_normed()
    {
        var benchmark = new TrainBenchmark();
        var root = new RootCommand();
        foreach (var option in benchmark.Options) root.Add(option);

        var cases = benchmark.Run(new BenchRun(true, 2, root.Parse([]), default)).ToList();

        cases.ShouldAllBe(c => c.Runs.Count > 0 && c.Runs.All(double.IsFinite));
        var normed = cases.Where(c => c.PerGemm).ToList();
        normed.Count.ShouldBe(4);
        normed.ShouldAllBe(c => c.Unit == "GFLOP/s" && c.Runs.All(r => r > 0));
        cases.Count(c => BenchGoals.Of("train", c.Name) is not null).ShouldBeGreaterThanOrEqualTo(5);
        cases.Select(c => c.Name).Distinct().Count().ShouldBe(cases.Count);
    }

    [Fact]
    public void Operations_are_counted_by_hand()
    {
        var shape = TrainingShape.Vocabulary(quick: true);
        var example = shape.Examples(1)[0];
        double length = example.Ids.Length;
        // Projections of 8 query and 4 key and value heads of 32, their output, and three matrices of the feed-forward.
        var body = (256 * 32 * (8 + 4 + 4)) + (32 * 8 * 256) + (3 * 256 * 704);
        var forward = (2 * ((body * length) + (4096.0 * 256 * example.TargetCount))) + (2 * 8 * 32 * length * length);
        shape.Flops([example], frozen: false).ShouldBe(3 * forward, 1e-6 * forward);
        shape.Flops([example], frozen: true).ShouldBeLessThan(shape.Flops([example], frozen: false));
        example.TargetCount.ShouldBeInRange((int)(length / 4) - 1, (int)(length / 4) + 1);
    }
}
