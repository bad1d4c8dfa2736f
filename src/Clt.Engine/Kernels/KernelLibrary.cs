using System.Reflection;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Clt.Engine.Kernels;

/// <summary>
/// Finds and loads libclt_kernels.so: in the folder named by CLT_NATIVE, beside the application, then in artifacts/native of any
/// folder above it. CLT_KERNELS=reference leaves it alone.
/// </summary>
internal static class KernelLibrary
{
    internal const string Name = "clt_kernels";
    private const long Version = 1;
    private static nint library;

    static KernelLibrary() => Why = Load();

    /// <summary>Null when the library is loaded and fits, else what is in the way.</summary>
    internal static string? Why { get; }

    internal static string Path { get; private set; } = "";

    private static string? Load()
    {
        if (Environment.GetEnvironmentVariable("CLT_KERNELS") == "reference")
            return "CLT_KERNELS=reference asks for the composed kernels";
        var file = $"lib{Name}.so";
        if (Folders().Select(folder => System.IO.Path.Combine(folder, file)).FirstOrDefault(File.Exists) is not { } path)
            return $"{file} was not found in {string.Join(", ", Folders())}; src/native/build.sh makes it";
        try
        {
            // libtorch comes first: the kernels take the copy that the binding has loaded.
            using (zeros(1)) { }
            library = NativeLibrary.Load(path);
            NativeLibrary.SetDllImportResolver(typeof(KernelLibrary).Assembly, Resolve);
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

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => name == Name ? library : 0;

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("CLT_NATIVE") is { Length: > 0 } named)
            yield return named;
        yield return AppContext.BaseDirectory;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (System.IO.Path.Combine(folder.FullName, "artifacts", "native") is var candidate && Directory.Exists(candidate))
                yield return candidate;
    }
}
