using System.Diagnostics;
using System.Text;

namespace Clt.Testing;

/// <summary>Builds Debian packages of made-up files with dpkg-deb.</summary>
public static class DebPackage
{
    /// <summary>Writes <c>NAME_1_all.deb</c> into a folder.</summary>
    /// <exception cref="InvalidOperationException">dpkg-deb failed.</exception>
    public static void Build(string folder, string name, IReadOnlyList<(string Path, string Text)> files) =>
        Build(folder, name, [.. files.Select(f => (f.Path, Encoding.UTF8.GetBytes(f.Text)))]);

    /// <summary>The same of files that are no texts.</summary>
    /// <exception cref="InvalidOperationException">dpkg-deb failed.</exception>
    public static void Build(string folder, string name, IReadOnlyList<(string Path, byte[] Content)> files)
    {
        var tree = Path.Combine(folder, name);
        var control = $"Package: {name}\nVersion: 1\nArchitecture: all\nMaintainer: x <x@x>\nDescription: x\n";
        foreach (var (path, content) in files.Prepend(("DEBIAN/control", Encoding.UTF8.GetBytes(control))))
        {
            var full = Path.Combine(tree, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(full, content);
        }

        using var build = Process.Start(
            new ProcessStartInfo("dpkg-deb", ["-Zgzip", "-b", tree, Path.Combine(folder, $"{name}_1_all.deb")])
            {
                RedirectStandardOutput = true,
            }
        )!;
        build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        if (build.ExitCode != 0)
            throw new InvalidOperationException($"dpkg-deb ended with {build.ExitCode}");
        Directory.Delete(tree, recursive: true);
    }
}
