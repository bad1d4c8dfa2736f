using Clt.Testing;

namespace Clt.Libtorch.Tests;

public sealed class PlacementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string TorchSharp => Directory.CreateDirectory(At("torchsharp")).FullName;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_placed_is_the_library_with_its_need_marked_and_a_link_to_libtorch()
    {
        var libtorch = Libtorch("package", "");
        WriteBinding();
        Placement.Make(TorchSharp, libtorch, At("place"));
        new DirectoryInfo(At("place/libtorch")).LinkTarget.ShouldBe(libtorch);
        VersionNeeds.Weaken(File.ReadAllBytes(At("place/libLibTorchSharp.so")), "NO_SUCH_VERSION").ShouldBe(0);
    }

    [Fact]
    public void Another_libtorch_takes_the_place_of_the_first()
    {
        WriteBinding();
        var (first, second) = (Libtorch("one", "2.10.0"), Libtorch("two", "2.10.1"));
        Placement.Make(TorchSharp, first, At("place"));
        Placement.Make(TorchSharp, second, At("place"));
        new DirectoryInfo(At("place/libtorch")).LinkTarget.ShouldBe(Path.Combine(second, "lib"));
        File.Exists(Path.Combine(first, "lib", "libtorch_cpu.so")).ShouldBeTrue("only the link goes");
    }

    [Theory]
    [InlineData("2.9.1")]
    [InlineData("2.1.0")]
    [InlineData("2.11.0+cu128")]
    [InlineData("1.13.1")]
    public void Another_version_is_refused_with_both(string version)
    {
        WriteBinding();
        var problem = Should.Throw<PlacementException>(() => Placement.Make(TorchSharp, Libtorch("old", version), At("place")));
        problem.Message.ShouldContain(version);
        problem.Message.ShouldContain($"needs {Placement.Version}");
        Directory.Exists(At("place")).ShouldBeFalse();
    }

    [Fact]
    public void The_torch_folder_of_a_pip_installation_says_its_version_in_python()
    {
        var torch = Libtorch("pip", "");
        Directory.CreateDirectory(Path.Combine(torch, "lib"));
        File.Move(Path.Combine(torch, "libtorch_cpu.so"), Path.Combine(torch, "lib", "libtorch_cpu.so"));
        File.WriteAllText(Path.Combine(torch, "version.py"), "from typing import Optional\n__version__ = '2.10.0+cu128'\ndebug = False\n");
        Placement.Libraries(torch).ShouldBe(Path.Combine(torch, "lib"));
        File.WriteAllText(Path.Combine(torch, "version.py"), "__version__ = '2.8.0'\n");
        Should.Throw<PlacementException>(() => Placement.Libraries(torch)).Message.ShouldContain("2.8.0");
    }

    [Fact]
    public void A_folder_without_libtorch_and_a_system_without_TorchSharp_are_said()
    {
        WriteBinding();
        Should
            .Throw<PlacementException>(() => Placement.Make(TorchSharp, At("nothing"), At("place")))
            .Message.ShouldContain("CLT_LIBTORCH");
        Should
            .Throw<PlacementException>(() => Placement.Make(At("none"), Libtorch("p", ""), At("place")))
            .Message.ShouldContain("this system");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(200)]
    public void What_is_no_library_is_refused(int bytes) =>
        Should.Throw<PlacementException>(() => VersionNeeds.Weaken(new byte[bytes], "GLIBCXX_3.4.32")).Message.ShouldContain("ELF");

    /// <summary>A folder of libraries; with a version, an unpacked libtorch.</summary>
    private string Libtorch(string name, string version)
    {
        var folder = Directory.CreateDirectory(At(name)).FullName;
        var libraries = version.Length > 0 ? Directory.CreateDirectory(Path.Combine(folder, "lib")).FullName : folder;
        File.WriteAllText(Path.Combine(libraries, "libtorch_cpu.so"), "");
        if (version.Length > 0)
            File.WriteAllText(Path.Combine(folder, "build-version"), version + "\n");
        return folder;
    }

    private string At(string name) => Path.Combine(_folder.Path, name);

    private void WriteBinding() =>
        File.WriteAllBytes(Path.Combine(TorchSharp, "libLibTorchSharp.so"), ElfFile.With("GLIBCXX_3.4.32", "GLIBC_2.17"));
}
