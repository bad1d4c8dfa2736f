using System.ComponentModel;
using System.Diagnostics;

namespace Clt.Plugins.Sources.Npm.Client;

/// <summary>Package download by the machine's own npm, with its settings, mirrors and credentials.</summary>
/// <param name="program">npm, or what stands in for it in tests.</param>
internal sealed class NpmClient(string program = "npm")
{
    /// <summary>Writes a package's tarball into a folder (<c>npm pack</c>); nothing of it is installed or run.</summary>
    /// <returns>Why it could not be had, or null.</returns>
    public string? Pack(NpmPackage package, string folder, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, ["pack", "--silent", "--ignore-scripts", $"{package.Name}@{package.Version}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        try
        {
            using var process = Process.Start(start)!;
            using var stop = cancel.Register(() => process.Kill(entireProcessTree: true));
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            cancel.ThrowIfCancellationRequested();
            if (process.ExitCode == 0)
                return null;
            var said = errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
            return $"npm ended with exit code {process.ExitCode}" + (said is null ? "" : $" and said: {said}");
        }
        catch (Win32Exception e)
        {
            return $"{program} cannot be started ({e.Message})";
        }
    }
}
