using System.Runtime.InteropServices;

namespace Clt.Kernels.Libtorch;

/// <summary>
/// libtorch and TorchSharp's native part. The build links both into a program's folder (Clt.Libtorch), where .NET finds them when the first
/// tensor is made. Where CLT_LIBTORCH names another libtorch, its libraries are loaded at once, by their real paths, since they look for
/// others beside those.
/// </summary>
public static class NativeLibraries
{
    internal const string Torch = "libtorch_cpu.so";
    internal const string Binding = "LibTorchSharp";

    private const string BindingFile = "libLibTorchSharp.so";

    /// <summary>In this order each finds those that it needs by their names.</summary>
    private static readonly string[] InOrder = ["libc10.so", Torch, "libc10_cuda.so", "libtorch_cuda.so", "libtorch.so"];

    private static readonly Lock Gate = new();
    private static bool registered;

    /// <summary>The folder of libtorch's libraries, links resolved; null where there is none.</summary>
    public static string? Folder { get; } = FindFolder();

    /// <summary>What a program calls before its first tensor. Calling it again does nothing.</summary>
    /// <exception cref="InputException">CLT_LIBTORCH names no libtorch, or one that does not load here.</exception>
    public static void Register()
    {
        lock (Gate)
        {
            if (registered)
                return;
            registered = true;
            HeapSettings.KeepFreed();
            SetDefault("MKL_CBWR", "AUTO,STRICT");
            if (Named is { } named)
                LoadNamed(named);
        }
    }

    /// <summary>
    /// Loads libtorch on another thread: it takes half a second, in which a process that will need it can read its recipe.
    /// </summary>
    public static void BeginLoading() => Task.Run(() => TorchSharp.torch.zeros(1).Dispose());

    /// <summary>
    /// A variable of the process as libraries read it, unless the user set it. MKL's strict mode gives a product the same bits on any
    /// number of threads; deep products lose about a tenth of their speed to it.
    /// </summary>
    private static void SetDefault(string name, string value)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
            _ = setenv(name, value, 0);
    }

    [DllImport("libc")]
    private static extern int setenv(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string value,
        int overwrite
    );

    private static string? Named => Environment.GetEnvironmentVariable("CLT_LIBTORCH") is { Length: > 0 } named ? named : null;

    private static void LoadNamed(string named)
    {
        if (Folder is not { } folder)
        {
            throw new InputException(
                $"there is no {Torch} in '{named}' or its lib",
                "CLT_LIBTORCH",
                "Name an unpacked libtorch or the torch folder of a pip installation, or unset it."
            );
        }

        try
        {
            foreach (var path in InOrder.Select(l => Path.Combine(folder, l)).Where(File.Exists))
                NativeLibrary.Load(path);
            NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, BindingFile));
        }
        catch (DllNotFoundException error)
        {
            throw new InputException(
                $"the libtorch in '{folder}' does not load: {error.Message.Split('\n')[0]}",
                "CLT_LIBTORCH",
                "TorchSharp needs a libtorch of the same minor version, with the C++11 interface; unset it to take the one of the packages."
            );
        }
    }

    private static string? FindFolder()
    {
        if (Named is { } named)
            return ((string[])[named, Path.Combine(named, "lib")]).FirstOrDefault(f => File.Exists(Path.Combine(f, Torch))) is { } found
                ? Path.GetFullPath(found)
                : null;
        var file = new FileInfo(Path.Combine(AppContext.BaseDirectory, Torch));
        if (!file.Exists)
            return null;

        // A link to a file in a folder that is a link itself.
        var folder = Path.GetDirectoryName(file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName)!;
        return new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder;
    }
}
