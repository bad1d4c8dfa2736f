using Clt.Engine.Distributed;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Distributed;

/// <summary>How many threads a process computes with.</summary>
public sealed class ComputeThreadsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000_000)]
    public void Processes_share_the_processors_and_each_has_one(int processes) =>
        ComputeThreads.OfMachine(processes).ShouldBe(Math.Max(1, Environment.ProcessorCount / processes));

    [Fact]
    public void A_process_that_is_alone_uses_all()
    {
        var before = get_num_threads();
        try
        {
            set_num_threads(1);
            ComputeThreads.UseAll();
            get_num_threads().ShouldBe(ComputeThreads.Share(1));
        }
        finally
        {
            set_num_threads(before);
        }
    }
}
