using Clt.Engine.Training;
using Clt.Formats.Files;
using Clt.Kernels;
using Clt.Testing;

namespace Clt.Engine.Tests.Training;

public class MachineProductsTests
{
    [Fact]
    public void A_measurement_is_kept_for_the_machine_it_was_made_on()
    {
        using var folder = new TemporaryFolder();
        MachineProducts.Choose(folder.Path, "here");
        var file = folder["products.json"];
        CacheFile.Keep(file, """{"Machine":"here","Rates":{"Blas":10,"OneDnn":12}}""");
        MachineProducts.Choose(folder.Path, "here").ShouldBe(MatrixLibrary.Blas);
        CacheFile.Keep(file, """{"Machine":"here","Rates":{"Blas":10,"OneDnn":14}}""");
        MachineProducts.Choose(folder.Path, "here").ShouldBe(MatrixLibrary.OneDnn);
        MachineProducts.Choose(folder.Path, "elsewhere");
        File.ReadAllText(file).ShouldContain("elsewhere");
        File.WriteAllText(file, "{");
        MachineProducts.Choose(folder.Path, "here");
        File.ReadAllText(file).ShouldContain("here");
    }
}
