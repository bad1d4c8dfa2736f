using Clt.Engine.Parameters;
using Clt.Engine.Training;
using Clt.Formats.Files;

namespace Clt.Engine.Tests.Training;

public sealed class MachinePrecisionTests
{
    [Theory]
    [InlineData(100, 90, Dtype.Float32)]
    [InlineData(100, 120, Dtype.Float32)]
    [InlineData(100, 400, Dtype.BFloat16)]
    public void Bf16_is_taken_where_its_products_pay(double full, double half, Dtype expected)
    {
        var (dtype, reason) = MachinePrecision.Choose(full, half);
        dtype.ShouldBe(expected);
        reason.ShouldContain($"{half:F0} GFLOP/s in bf16");
    }

    [Fact]
    public void A_measurement_is_kept_for_the_machine_it_was_made_on()
    {
        using var folder = new TemporaryFolder();
        MachinePrecision.Choose(folder.Path, "here");
        var file = folder["precision.json"];
        CacheFile.Keep(file, """{"Machine":"here","Full":10,"Half":1000}""");
        MachinePrecision.Choose(folder.Path, "here").Dtype.ShouldBe(Dtype.BFloat16);
        MachinePrecision.Choose(folder.Path, "elsewhere");
        File.ReadAllText(file).ShouldContain("elsewhere");
        File.WriteAllText(file, "{");
        MachinePrecision.Choose(folder.Path, "here");
        File.ReadAllText(file).ShouldContain("here");
    }
}
