namespace Clt.Libtorch;

/// <summary>Puts TorchSharp's assembly and native library and a link to libtorch into one folder.</summary>
public static class Placement
{
    /// <summary>
    /// libtorch's version that TorchSharp's native library was built for; its C++ interface changes with every minor version.
    /// </summary>
    public const string Version = "2.10";

    private const string Binding = "libLibTorchSharp.so";
    private const string Assembly = "TorchSharp.dll";
    private const string Link = "libtorch";

    /// <summary>Places both; what is already there and right stays untouched.</summary>
    /// <param name="torchSharp">The folder of libLibTorchSharp.so.</param>
    /// <param name="libtorch">A folder of libtorch's libraries, an unpacked libtorch, or the torch folder of a pip installation.</param>
    /// <param name="place">The folder to fill.</param>
    /// <exception cref="PlacementException">A library is missing or of another version.</exception>
    public static void Make(string torchSharp, string libtorch, string place)
    {
        var binding = Path.Combine(torchSharp, Binding);
        if (!File.Exists(binding))
            throw new PlacementException($"TorchSharp has no native library for this system: {binding} is missing.");
        var libraries = Libraries(libtorch);
        Directory.CreateDirectory(place);
        PlaceBinding(binding, Path.Combine(place, Binding));
        PlaceLink(libraries, Path.Combine(place, Link));
    }

    /// <summary>The folder that holds libtorch_cpu.so: the one named or its lib.</summary>
    public static string Libraries(string libtorch)
    {
        foreach (var folder in (string[])[libtorch, Path.Combine(libtorch, "lib")])
        {
            if (!File.Exists(Path.Combine(folder, "libtorch_cpu.so")))
                continue;
            CheckVersion(libtorch);
            return Path.GetFullPath(folder);
        }

        throw new PlacementException(
            $"{libtorch} holds no libtorch_cpu.so, nor does its lib folder. Set CLT_LIBTORCH to an unpacked libtorch {Version} or to "
                + $"the torch folder of a pip "
                + "installation, or unset it to take libtorch from its package."
        );
    }

    private static void CheckVersion(string libtorch)
    {
        if (FoundVersion(libtorch) is not { } found || found.StartsWith(Version + ".", StringComparison.Ordinal))
            return;
        throw new PlacementException(
            $"{libtorch} is libtorch {found}, and TorchSharp needs {Version}. Set CLT_LIBTORCH to a libtorch {Version}."
        );
    }

    /// <summary>
    /// What an unpacked libtorch (build-version) or a pip installation (version.py) says; null for a folder of bare libraries.
    /// </summary>
    private static string? FoundVersion(string libtorch)
    {
        if (Path.Combine(libtorch, "build-version") is var build && File.Exists(build))
            return File.ReadAllText(build).Trim();
        if (Path.Combine(libtorch, "version.py") is not { } python || !File.Exists(python))
            return null;
        var line = File.ReadLines(python).FirstOrDefault(l => l.StartsWith("__version__", StringComparison.Ordinal));
        return line?.Split('\'', '"').ElementAtOrDefault(1);
    }

    /// <summary>Places the assembly with its objects' lifetimes extended; one that is newer than this code and its source stays.</summary>
    /// <param name="from">TorchSharp.dll of the package.</param>
    /// <param name="place">The folder to fill.</param>
    /// <exception cref="PlacementException">It is not the assembly that this was written for.</exception>
    public static void MakeAssembly(string from, string place)
    {
        var to = Path.Combine(place, Assembly);
        var newest = new[] { from, typeof(Placement).Assembly.Location }.Max(File.GetLastWriteTimeUtc);
        if (File.Exists(to) && File.GetLastWriteTimeUtc(to) > newest)
            return;
        Directory.CreateDirectory(place);
        Place(to, part => Lifetimes.Extend(from, part));
    }

    private static void PlaceBinding(string from, string to)
    {
        if (File.Exists(to) && File.GetLastWriteTimeUtc(to) == File.GetLastWriteTimeUtc(from))
            return;
        var bytes = File.ReadAllBytes(from);
        VersionNeeds.Weaken(bytes, "GLIBCXX_3.4.32");
        Place(
            to,
            part =>
            {
                File.WriteAllBytes(part, bytes);
                File.SetLastWriteTimeUtc(part, File.GetLastWriteTimeUtc(from));
            }
        );
    }

    /// <summary>Whole or not at all: programs that run keep the file that they have mapped.</summary>
    private static void Place(string to, Action<string> write)
    {
        var part = $"{to}.{Environment.ProcessId}";
        try
        {
            write(part);
            File.Move(part, to, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static void PlaceLink(string target, string link)
    {
        if (Directory.Exists(link) && new DirectoryInfo(link).LinkTarget == target)
            return;
        // The link alone is deleted, never what it names.
        if (new DirectoryInfo(link).LinkTarget is not null)
            Directory.Delete(link);
        Directory.CreateSymbolicLink(link, target);
    }
}
