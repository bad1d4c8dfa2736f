using System.Reflection;
using System.Runtime.InteropServices;
using Clt.Engine.Distributed;

namespace Clt.Engine.Kernels;

/// <summary>Loads libclt_kernels.so (see <see cref="NativeFile"/>). CLT_KERNELS=reference leaves it alone.</summary>
internal static class KernelLibrary
{
    internal const string Name = "clt_kernels";
    private const long Version = 4;
    private static nint library;

    static KernelLibrary()
    {
        NativeLibrary.SetDllImportResolver(typeof(KernelLibrary).Assembly, Resolve);
        Why = Load();
    }

    /// <summary>Null when the library is loaded and fits, else what is in the way.</summary>
    internal static string? Why { get; }

    internal static string Path { get; private set; } = "";

    private static string? Load()
    {
        if (Environment.GetEnvironmentVariable("CLT_KERNELS") == "reference")
            return "CLT_KERNELS=reference asks for the composed kernels";
        if (NativeFile.Find(Name) is not { } path)
            return NativeFile.NotFound(Name);
        try
        {
            library = NativeFile.Load(path);
            if (KernelMethods.clt_kernels_version() is var found && found != Version)
                return $"{path} is version {found}, this engine calls version {Version}; src/native/build.sh makes it afresh";
            KernelMethods.clt_kernels_keep_memory();
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return $"{path} could not be loaded: {error.Message}";
        }
        Path = path;
        return null;
    }

    /// <summary>The one resolver of this assembly's native methods.</summary>
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => name switch
    {
        Name => library,
        CollectiveLibrary.Name => CollectiveLibrary.Handle,
        _ => 0,
    };
}
