using System.Diagnostics;
using Clt.Testing;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>A fact that mounts a file system of a few megabytes; skipped, with the reason shown, where that is not allowed.</summary>
public sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly string? Reason = WhyNot();

    /// <param name="golden">A folder of reference values that it needs too, such as <c>models</c>; null for none.</param>
    public SmallDiskFactAttribute(string? golden = null) =>
        Skip = Reason ?? (golden is null ? null : SharedFolder.WhyAbsent(SharedFolder.Golden, golden));

    /// <summary>Whether a small file system may be mounted here.</summary>
    public static bool IsAllowed => Reason is null;

    /// <summary>Mounts a tmpfs of so many kilobytes.</summary>
    public static bool Mount(string folder, int kilobytes) => Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "none", folder);

    public static void Unmount(string folder) => Run("umount", "-l", folder);

    private static string? WhyNot()
    {
        var folder = Directory.CreateTempSubdirectory("clt-mount-").FullName;
        try
        {
            if (!Mount(folder, 64))
                return "mounting a small file system is not allowed here";
            Unmount(folder);
            return null;
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    private static bool Run(params string[] command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // There is no such program.
        }
    }
}
