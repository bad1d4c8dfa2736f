using Clt.Results.Tables;
using Clt.Running.Planning;

namespace Clt.Running.Tests.Studies;

public sealed class PlanDeviceTests
{
    [Fact]
    public void The_device_is_named_with_its_memory_and_what_does_not_fit()
    {
        var lines = new PlanDevice("cuda:1", "NVIDIA H200", 140e9, 20e9, ["a1", "b2"], 64e9).Lines().ToList();
        lines[0].ShouldBe($"Computes on cuda:1 (NVIDIA H200), {Format.Bytes(20_000_000_000)} of {Format.Bytes(140_000_000_000)} free.");
        lines[1].ShouldStartWith("2 cells, a1 among them, do not fit there");
        lines[1].ShouldContain(Format.Bytes(64_000_000_000));
    }

    [Fact]
    public void What_no_device_holds_is_refused_with_the_settings_to_change()
    {
        var device = new PlanDevice("cpu", null, 16e9, 12e9, [], 1713.7e9);
        var refused = Should.Throw<InputException>(() => device.Require(elsewhere: 141e9)).Problems[0];
        refused.What.ShouldContain(Format.Bytes(1_713_700_000_000));
        refused.What.ShouldContain(Format.Bytes(16_000_000_000));
        refused.Mend.ShouldContain("width");
        (device with { MostBytes = 100e9 }).Require(elsewhere: 141e9);
        Should.Throw<InputException>(() => (device with { MostBytes = 100e9 }).Require(elsewhere: 0));
        (device with { MostBytes = 20e9 }).Require(elsewhere: 0);
        (device with { TotalBytes = null }).Require(elsewhere: 0);
    }

    [Fact]
    public void A_cell_is_too_large_where_it_takes_more_than_is_free()
    {
        var plan = PlanDevice.Of([("small", 1), ("large", long.MaxValue)]);
        plan.TooLarge.ShouldBe(plan.FreeBytes is null ? [] : ["large"]);
        plan.MostBytes.ShouldBe(long.MaxValue);
    }
}
