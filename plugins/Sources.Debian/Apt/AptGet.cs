using System.ComponentModel;
using System.Diagnostics;

namespace Clt.Plugins.Sources.Debian.Apt;

/// <summary>Runs the machine's apt-get with a state folder of our own, so that neither root nor the system's lists are touched.</summary>
internal static class AptGet
{
    /// <summary>Fetches the descriptions in these languages (apt's codes, such as <c>pt_BR</c>) into <paramref name="lists"/>.</summary>
    /// <returns>apt-get's output, a line an element.</returns>
    /// <exception cref="InputException">There is no apt-get.</exception>
    public static List<string> Update(string lists, IEnumerable<string> languages, CancellationToken cancel, string program = "apt-get")
    {
        Directory.CreateDirectory(Path.Combine(lists, "partial"));
        var settings = lists + ".conf";
        File.WriteAllText(settings, Settings(lists, languages));
        var start = new ProcessStartInfo(program, ["-q", "-c", settings, "update"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = "C" },
        };
        try
        {
            using var process = Process.Start(start)!;
            using var stop = cancel.Register(() => process.Kill(entireProcessTree: true));
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            cancel.ThrowIfCancellationRequested();
            return [.. (output + '\n' + errors.Result).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        }
        catch (Win32Exception error)
        {
            throw new InputException(
                $"{program} cannot be started ({error.Message})",
                "source debian-descriptions",
                "Use a machine with apt (Debian, Ubuntu), or fetch the lists on one and name their folder: DebianDescriptions(lists: \"folder\").",
                error);
        }
        finally
        {
            File.Delete(settings);
        }
    }

    /// <summary>In a file, since only there a list of the system's configuration can be cleared before it is set.</summary>
    private static string Settings(string lists, IEnumerable<string> languages) => $$"""
        #clear Acquire::Languages;
        #clear APT::Update::Pre-Invoke;
        #clear APT::Update::Post-Invoke;
        #clear APT::Update::Post-Invoke-Success;
        Acquire::Languages { {{string.Concat(languages.Select(l => $"\"{l}\"; "))}}};
        Acquire::GzipIndexes "false";
        Acquire::PDiffs "false";
        Acquire::Retries "3";
        Acquire::http::Timeout "30";
        Acquire::https::Timeout "30";
        Acquire::IndexTargets::deb::Packages::DefaultEnabled "false";
        Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
        APT::Sandbox::User "root";
        Debug::NoLocking "true";
        Dir::State::lists "{{lists}}";
        Dir::Cache::pkgcache "";
        Dir::Cache::srcpkgcache "";

        """;
}
