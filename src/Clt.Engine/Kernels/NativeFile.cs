using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Clt.Engine.Kernels;

/// <summary>
/// Finds and loads the libraries of src/native: in the folder named by CLT_NATIVE, beside the application, then in artifacts/native of
/// any folder above it.
/// </summary>
internal static class NativeFile
{
    /// <summary>The path of a library, or null where it is in none of the folders.</summary>
    internal static string? Find(string name) => Folders().Select(folder => Path.Combine(folder, $"lib{name}.so")).FirstOrDefault(File.Exists);

    /// <summary>Says that a library is in none of the folders.</summary>
    internal static string NotFound(string name) =>
        $"lib{name}.so was not found in {string.Join(", ", Folders())}; src/native/build.sh makes it";

    /// <summary>Loads it after libtorch, so that it takes the copy that the binding has loaded.</summary>
    internal static nint Load(string path)
    {
        using (zeros(1)) { }
        return NativeLibrary.Load(path);
    }

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("CLT_NATIVE") is { Length: > 0 } named)
            yield return named;
        yield return AppContext.BaseDirectory;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "artifacts", "native") is var candidate && Directory.Exists(candidate))
                yield return candidate;
    }
}
