using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>
/// Finds libclt_torch.so: in the folder named by CLT_NATIVE, beside the application, then in artifacts/native of any folder
/// above the application (a checkout).
/// </summary>
internal static class LibraryLoader
{
    private static int installed;

    internal static void Install()
    {
        if (Interlocked.Exchange(ref installed, 1) == 0)
            NativeLibrary.SetDllImportResolver(typeof(LibraryLoader).Assembly, Resolve);
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != NativeMethods.Library)
            return 0;
        string path = Find($"lib{name}.so", Folders().ToList());
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException error)
        {
            throw new DllNotFoundException($"{path} could not be loaded: {error.Message} {Mend}", error);
        }
    }

    internal static string Find(string file, IReadOnlyList<string> folders) =>
        folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists)
        ?? throw new DllNotFoundException($"{file} was not found in {string.Join(", ", folders)}. {Mend}");

    private const string Mend = "Run `./clt doctor`: it says what is missing and builds the native libraries.";

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("CLT_NATIVE") is { Length: > 0 } named)
            yield return named;
        yield return AppContext.BaseDirectory;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "artifacts", "native");
            if (Directory.Exists(candidate))
                yield return candidate;
        }
    }
}
