using System.Diagnostics;
using Clt.Testing;

namespace Clt.Libtorch.Tests;

/// <summary>Which libtorch the build would reference: one property decides.</summary>
public sealed class TorchChoiceTests
{
    [Theory]
    [InlineData("", "libtorch-cpu-linux-x64")]
    [InlineData("-p:Torch=cpu", "libtorch-cpu-linux-x64")]
    [InlineData("-p:Torch=cuda", "TorchSharp-cuda-linux")]
    [InlineData("-p:CLT_TORCH=cuda", "TorchSharp-cuda-linux")]
    [InlineData("-p:CLT_LIBTORCH=/opt/libtorch", "")]
    public void One_property_names_the_package(string property, string package) => Property("TorchPackage", property).ShouldBe(package);

    [Fact]
    public void A_folder_of_ones_own_is_where_libtorch_is_looked_for() =>
        Property("LibtorchFolder", "-p:CLT_LIBTORCH=/opt/libtorch").ShouldBe("/opt/libtorch");

    private static string Property(string name, string property)
    {
        var project = Path.Combine(RepositoryRoot.Folder, "src", "Clt.Libtorch", "Clt.Libtorch.csproj");
        var start = new ProcessStartInfo("dotnet", ["msbuild", project, $"-getProperty:{name}"]) { RedirectStandardOutput = true };
        if (property.Length > 0)
            start.ArgumentList.Add(property);
        foreach (var variable in (string[])["CLT_TORCH", "CLT_LIBTORCH"])
            start.Environment.Remove(variable);
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text.Trim();
    }
}
