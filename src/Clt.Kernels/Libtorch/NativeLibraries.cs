using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Clt.Kernels.Libtorch;

/// <summary>
/// libtorch and TorchSharp's native part, found in one place: artifacts/torch of a folder above the application (Clt.Libtorch fills it), with libtorch
/// itself from CLT_LIBTORCH where that is set. Nothing is loaded before it is used.
/// </summary>
public static class NativeLibraries
{
    internal const string Torch = "libtorch_cpu.so";
    internal const string Binding = "LibTorchSharp";

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, nint> Loaded = [];
    private static bool registered;

    /// <summary>The folder of libtorch's libraries, links resolved; null where there is none.</summary>
    public static string? Folder { get; } = FindFolder();

    /// <summary>Whether libtorch is loaded in this process.</summary>
    public static bool InUse
    {
        get
        {
            lock (Gate) return Loaded.Count > 0;
        }
    }

    private static string? Place { get; } = FindPlace();

    /// <summary>Answers for the libraries' names in this process: what a program calls before its first tensor. Calling it again does nothing.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (registered) return;
            registered = true;
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => Resolve(name);
        }
    }

    /// <summary>Loads libtorch on another thread: it takes half a second, in which a process that will need it can read its recipe.</summary>
    public static void BeginLoading() => Task.Run(() => TorchSharp.torch.zeros(1).Dispose());

    private static nint Resolve(string name)
    {
        var bare = name.StartsWith("lib", StringComparison.Ordinal) ? name[3..] : name;
        bare = bare.EndsWith(".so", StringComparison.Ordinal) ? bare[..^3] : bare;
        if (bare is not ("LibTorchSharp" or "TorchSharp" or "torch" or "torch_cpu" or "torch_cuda" or "c10")) return 0;
        if (Folder is null || Place is null) return 0;
        lock (Gate)
        {
            // In this order each finds those that it needs by their names.
            foreach (var library in (string[])["c10", "torch_cpu", "torch_cuda", "torch"]) LoadOnce(library, Folder);
            if (bare.EndsWith("TorchSharp", StringComparison.Ordinal)) return LoadOnce("LibTorchSharp", Place);
            return Loaded.GetValueOrDefault(bare);
        }
    }

    private static nint LoadOnce(string library, string folder)
    {
        if (Loaded.TryGetValue(library, out var handle)) return handle;
        var path = Path.Combine(folder, $"lib{library}.so");
        return File.Exists(path) ? Loaded[library] = NativeLibrary.Load(path) : 0;
    }

    private static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable("CLT_LIBTORCH") is { Length: > 0 } named)
        {
            foreach (var folder in (string[])[named, Path.Combine(named, "lib")])
                if (File.Exists(Path.Combine(folder, Torch))) return Path.GetFullPath(folder);
            return null;
        }

        if (FindPlace() is not { } place) return null;
        var link = new DirectoryInfo(Path.Combine(place, "libtorch"));
        return link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? (link.Exists ? link.FullName : null);
    }

    private static string? FindPlace()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            foreach (var candidate in (string[])[Path.Combine(folder.FullName, "torch"), Path.Combine(folder.FullName, "artifacts", "torch")])
                if (File.Exists(Path.Combine(candidate, "libLibTorchSharp.so"))) return candidate;
        }

        return null;
    }
}
