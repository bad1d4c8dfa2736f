using System.ComponentModel;
using System.Diagnostics;
using Clt.Kernels.Collectives.Mpi;

namespace Clt.Host.Launching;

/// <summary>
/// Open MPI as ranks on this machine need it: its library, and the program that starts them. Installed when ranks are first asked for.
/// </summary>
internal static class OpenMpi
{
    private static readonly string Install = $"sudo apt-get install {string.Join(' ', MpiLibrary.Packages)}";

    /// <summary>Installs Open MPI where it is missing and this user may.</summary>
    /// <param name="report">Hears of it.</param>
    /// <exception cref="InputException">It is missing still.</exception>
    public static void Ensure(Action<string> report)
    {
        if (MpiLibrary.WhyNotHere is not { } why)
            return;
        if (Find("apt-get") is null || !MayInstall)
            throw Missing(why, "");
        report($"installing {string.Join(" and ", MpiLibrary.Packages)}: several ranks need Open MPI");
        string[] install = ["apt-get", "install", "-y", "--no-install-recommends", .. MpiLibrary.Packages];

        // A fresh machine may have no lists of packages.
        var said = "";
        if (!Run(install, out said) && !(Run(["apt-get", "update"], out said) && Run(install, out said)))
            throw Missing(why, said);

        // Not looked for again by this process, whose loader may have taken note that it was not there: the ranks will find it.
        if (Find(MpiLibrary.Starter) is null)
            throw Missing(why, said);
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static bool MayInstall => IsRoot || (Find("sudo") is not null && Run(["true"], out _));

    private static InputException Missing(string why, string said) =>
        new(
            $"several ranks need Open MPI, and {why}{(said.Length > 0 ? $"; apt-get says: {said}" : "")}",
            "clt launch",
            $"Install it: {Install} (elsewhere Open MPI 4 or 5), or run without 'clt launch'."
        );

    /// <summary>Runs a command as root, without asking for a password; what it last complained of.</summary>
    private static bool Run(string[] command, out string said)
    {
        string[] whole = IsRoot ? command : ["sudo", "-n", .. command];
        var start = new ProcessStartInfo(whole[0], whole[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            said = error.Result.Trim().Split('\n')[^1];
            return process.ExitCode == 0;
        }
        catch (Win32Exception error)
        {
            said = error.Message;
            return false;
        }
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
