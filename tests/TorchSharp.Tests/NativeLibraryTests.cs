using System.Diagnostics;
using TorchSharp.Native;

namespace TorchSharp.Tests;

public class NativeLibraryTests
{
    [Fact]
    public void A_missing_library_is_reported_with_where_it_was_sought_and_what_to_run()
    {
        var error = Should.Throw<DllNotFoundException>(() => LibraryLoader.Find("libabsent.so", ["/nowhere", "/else"]));
        error.Message.ShouldContain("libabsent.so was not found in /nowhere, /else");
        error.Message.ShouldContain("./clt doctor");
    }

    [Fact]
    public void The_first_folder_that_has_the_library_wins()
    {
        string first = Directory.CreateTempSubdirectory().FullName, second = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(Path.Combine(second, "libx.so"), "");
            LibraryLoader.Find("libx.so", [first, second]).ShouldBe(Path.Combine(second, "libx.so"));
            File.WriteAllText(Path.Combine(first, "libx.so"), "");
            LibraryLoader.Find("libx.so", [first, second]).ShouldBe(Path.Combine(first, "libx.so"));
        }
        finally
        {
            Directory.Delete(first, true);
            Directory.Delete(second, true);
        }
    }

    [Fact]
    public async Task A_build_without_a_change_leaves_the_library_alone()
    {
        string root = AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf("/artifacts/", StringComparison.Ordinal)];
        string library = Path.Combine(root, "artifacts", "native", "libclt_torch.so");
        Build(root).ShouldBe(0);
        var written = File.GetLastWriteTimeUtc(library);
        var builds = new[] { Task.Run(() => Build(root)), Task.Run(() => Build(root)) };
        (await Task.WhenAll(builds)).ShouldBe([0, 0]);
        File.GetLastWriteTimeUtc(library).ShouldBe(written);
    }

    [Fact]
    public void The_version_is_that_of_a_libtorch_new_enough()
    {
        var version = Version.Parse(__version__.Split('+', 'a')[0]);
        version.ShouldBeGreaterThanOrEqualTo(new Version(1, 13));
    }

    [Fact]
    public void An_operator_that_libtorch_lacks_is_named()
    {
        Should.Throw<System.Runtime.InteropServices.ExternalException>(() => Op.Call("no_such_operator.Tensor"))
            .Message.ShouldContain("no_such_operator");
        using var t = zeros(1);
        Should.Throw<System.Runtime.InteropServices.ExternalException>(() => Op.Call("add.Tensor", t)).Message.ShouldContain("'other'");
    }

    private static int Build(string root)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(root, "src", "native", "build.sh")))!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
