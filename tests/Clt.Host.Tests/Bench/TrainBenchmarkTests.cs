using System.CommandLine;
using Clt.Host.Bench;

namespace Clt.Host.Tests.Bench;

public sealed class TrainBenchmarkTests
{
    /// <summary>But for the start, which needs the published program (see BenchTrainTests).</summary>
    [Fact]
    public void Every_case_is_measured_and_those_with_a_goal_are_normed()
    {
        var benchmark = new TrainBenchmark();
        var names = benchmark.Names(Parsed(benchmark)).Where(n => !n.StartsWith("start", StringComparison.Ordinal)).ToList();
        var cases = names.Select(n => benchmark.Run(Parsed(benchmark, "--only", n)).ShouldHaveSingleItem()).ToList();

        cases.Select(c => c.Name).ShouldBe(names);
        cases.ShouldAllBe(c => c.Runs.Count > 0 && c.Runs.All(double.IsFinite));
        var normed = cases.Where(c => c.PerGemm).ToList();
        normed.Count.ShouldBe(5);
        normed.ShouldAllBe(c => c.Unit == "GFLOP/s" && c.Runs.All(r => r > 0));
        names
            .Count(n => BenchGoals.Of("train", n) is null)
            .ShouldBeLessThanOrEqualTo(2, "bf16 has no goal where it is not faster, adapters on it have none");
        names.Distinct().Count().ShouldBe(names.Count);
    }

    [Fact]
    public void A_case_that_there_is_not_is_an_error_that_names_those_there_are()
    {
        var benchmark = new TrainBenchmark();
        var error = Should.Throw<InputException>(() => benchmark.Run(Parsed(benchmark, "--only", "speed")));
        error.Message.ShouldContain("'speed'");
        error.Problems[0].Mend.ShouldContain("the loop itself");
    }

    [Theory]
    [InlineData(992)]
    [InlineData(4096)]
    public void A_step_of_the_large_vocabulary_has_so_many_tokens(int tokens)
    {
        var shape = TrainingShape.Vocabulary(quick: true, tokens);
        var examples = shape.Examples(3 * shape.Batch);
        examples.Chunk(shape.Batch).Select(step => step.Sum(e => e.TokenCount)).ShouldBe([tokens, tokens, tokens]);
        examples.ShouldAllBe(e => e.TokenCount >= 16 && e.TokenCount <= 512);
        examples.Select(e => e.TokenCount).Distinct().Count().ShouldBeGreaterThan(shape.Batch);
    }

    [Fact]
    public void What_is_in_use_follows_what_is_allocated()
    {
        var before = MemoryInUse.Bytes();
        var tensor = TorchSharp.torch.zeros(8_000_000);
        var more = MemoryInUse.Bytes() - before;
        tensor.Dispose();
        more.ShouldBeInRange(31_000_000, 64_000_000);
        (MemoryInUse.Bytes() - before).ShouldBeLessThan(more - 30_000_000);
        ProcessMemory.OfTree(Environment.ProcessId).ShouldBeGreaterThan(10_000_000);
        ProcessMemory.OfTree(int.MaxValue).ShouldBe(0);
    }

    [Fact]
    public void Operations_are_counted_by_hand()
    {
        var shape = TrainingShape.Vocabulary(quick: true, 992);
        var example = shape.Examples(1)[0];
        double length = example.Ids.Length;
        // Projections of 8 query and 4 key and value heads of 32, their output, and three matrices of the feed-forward.
        var body = (256 * 32 * (8 + 4 + 4)) + (32 * 8 * 256) + (3 * 256 * 704);
        var forward = (2 * ((body * length) + (4096.0 * 256 * example.TargetCount))) + (2 * 8 * 32 * length * length);
        shape.Flops([example], frozen: false).ShouldBe(3 * forward, 1e-6 * forward);
        shape.Flops([example], frozen: true).ShouldBeLessThan(shape.Flops([example], frozen: false));
        example.TargetCount.ShouldBeInRange((int)(length / 4) - 1, (int)(length / 4) + 1);
    }

    private static BenchRun Parsed(TrainBenchmark benchmark, params string[] arguments)
    {
        var root = new RootCommand();
        foreach (var option in benchmark.Options)
            root.Add(option);
        return new BenchRun(true, 2, root.Parse(arguments), default);
    }
}
