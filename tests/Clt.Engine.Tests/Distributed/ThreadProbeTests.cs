using Clt.Engine.Distributed;
using Clt.Tests;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Distributed;

[Collection(nameof(Alone))]
public sealed class ThreadProbeTests
{
    [Fact]
    public void Products_have_the_same_bits_on_any_number_of_threads() =>
        ThreadProbe.KeepsBits(3).ShouldBeTrue("MKL_CBWR=AUTO,STRICT is set before libtorch is loaded");

    [Fact]
    public void One_thread_needs_no_probe() => ComputeThreads.Useful(1).ShouldBe(1);

    [Fact]
    public void No_more_threads_than_offered_are_taken_and_the_number_is_put_back()
    {
        var before = get_num_threads();
        ThreadProbe.Useful(2).ShouldBeInRange(1, 2);
        get_num_threads().ShouldBe(before);
    }
}
