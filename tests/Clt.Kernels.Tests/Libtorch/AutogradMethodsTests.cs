using System.Runtime.InteropServices;
using Clt.Kernels.Libtorch;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests.Libtorch;

public class AutogradMethodsTests
{
    [Fact]
    public void The_binding_exports_what_autograd_functions_of_ours_need()
    {
        using var any = zeros(1);
        var missing = Missing(NativeLibrary.Load(NativeLibraries.Binding, typeof(AutogradMethods).Assembly, null));
        missing.ShouldBeEmpty(
            $"LibTorchSharp of TorchSharp {typeof(Tensor).Assembly.GetName().Version} does not export {string.Join(", ", missing)}: "
                + "these are not documented, and AutogradMethods has to follow them before TorchSharp's version is raised"
        );
    }

    [Fact]
    public void A_library_without_them_lacks_every_one() => Missing(NativeLibrary.Load("libc.so.6")).ShouldBe(AutogradMethods.Names);

    private static string[] Missing(nint library) => [.. AutogradMethods.Names.Where(n => !NativeLibrary.TryGetExport(library, n, out _))];
}
