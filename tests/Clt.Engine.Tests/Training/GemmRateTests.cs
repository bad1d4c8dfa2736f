using Clt.Engine.Training;
using Clt.Formats.Files;

namespace Clt.Engine.Tests.Training;

public sealed class GemmRateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_measured_once_for_a_machine_and_its_threads()
    {
        var rate = GemmRate.Kept(_folder.Path, "here", 1);
        rate.ShouldBeInRange(0.1, 100_000);
        GemmRate.Kept(_folder.Path, "here", 1).ShouldBe(rate);
        Directory.GetFiles(_folder.Path).Select(Path.GetFileName).ShouldBe(["gemm-here-1.txt"]);
        CacheFile.Keep(_folder["gemm-here-1.txt"], "123.5");
        GemmRate.Kept(_folder.Path, "here", 1).ShouldBe(123.5);
    }

    [Theory]
    [InlineData(0.3, 0.1, 1, 0.1)]
    [InlineData(0.1, 0.2, 1, 0.1)]
    [InlineData(0.1, 0, 1, 0.1)]
    [InlineData(0.1, 0.05, 2, 0.1)]
    public void The_time_of_other_processes_is_not_counted_where_one_thread_computes(
        double wall,
        double processor,
        int threads,
        double own
    ) => GemmRate.Own(wall, processor, threads).ShouldBe(own);

    [Fact]
    public void A_file_that_was_changed_is_measured_again()
    {
        CacheFile.Keep(_folder["gemm-here-1.txt"], "123.5");
        File.WriteAllText(_folder["gemm-here-1.txt"], File.ReadAllText(_folder["gemm-here-1.txt"]).Replace("123.5", "923.5"));
        GemmRate.Kept(_folder.Path, "here", 1).ShouldNotBe(923.5);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fast")]
    [InlineData("-3")]
    [InlineData("NaN")]
    public void A_broken_file_is_measured_again(string text)
    {
        File.WriteAllText(_folder["gemm-here-1.txt"], text);
        GemmRate.Kept(_folder.Path, "here", 1).ShouldBeGreaterThan(0);
        File.ReadAllText(_folder["gemm-here-1.txt"]).ShouldNotBe(text);
    }
}
