using System.Runtime.CompilerServices;
using Clt.Kernels.Libtorch;

/// <summary>Tests may make tensors before they call anything of ours.</summary>
internal static class Libtorch
{
    [ModuleInitializer]
    internal static void Register() => NativeLibraries.Register();
}
