using System.ComponentModel;
using System.Diagnostics;

namespace Clt.Plugins.Sources.Debian.Apt;

/// <summary>Runs the machine's apt-get with a state folder of our own, so that neither root nor the system's lists are touched.</summary>
/// <param name="lists">The folder of our own lists.</param>
/// <param name="indexes">What to fetch of each archive.</param>
/// <param name="source">The source that asks, and what its user can name instead, for messages.</param>
/// <param name="cancel">Ends apt-get.</param>
/// <param name="program">apt-get, or what stands in for it in tests.</param>
internal sealed class AptGet(string lists, AptIndexes indexes, AptCaller source, CancellationToken cancel, string program = "apt-get")
{
    /// <summary>Fetches the indexes into the folder of lists.</summary>
    /// <returns>apt-get's output, a line an element.</returns>
    /// <exception cref="InputException">There is no apt-get.</exception>
    public List<string> Update() => Run(lists, "update");

    /// <summary>Fetches packages, which the lists know, into a folder as files <c>.deb</c>; apt checks their checksums.</summary>
    /// <returns>apt-get's output, a line an element.</returns>
    /// <exception cref="InputException">There is no apt-get.</exception>
    public List<string> Download(string folder, IEnumerable<string> packages)
    {
        Directory.CreateDirectory(folder);
        return Run(folder, ["download", .. packages]);
    }

    private List<string> Run(string workingFolder, params string[] arguments)
    {
        Directory.CreateDirectory(Path.Combine(lists, "partial"));
        var settings = Path.GetFullPath(lists) + ".conf";
        File.WriteAllText(settings, Settings());
        var start = new ProcessStartInfo(program, ["-q", "-c", settings, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingFolder,
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
                $"source {source.Name}",
                $"Use a machine with apt (Debian, Ubuntu), or fetch on one and name the folder: {source.Instead}.",
                error
            );
        }
        finally
        {
            File.Delete(settings);
        }
    }

    /// <summary>In a file, since only there a list of the system's configuration can be cleared before it is set.</summary>
    private string Settings() =>
        $$"""
            #clear Acquire::Languages;
            #clear APT::Update::Pre-Invoke;
            #clear APT::Update::Post-Invoke;
            #clear APT::Update::Post-Invoke-Success;
            Acquire::Languages { {{string.Concat(indexes.Languages.Select(l => $"\"{l}\"; "))}}};
            Acquire::GzipIndexes "false";
            Acquire::PDiffs "false";
            Acquire::Retries "3";
            Acquire::http::Timeout "30";
            Acquire::https::Timeout "30";
            Acquire::IndexTargets::deb::Packages::DefaultEnabled "{{(indexes.Packages ? "true" : "false")}}";
            Acquire::IndexTargets::deb::DEP-11 {
              MetaKey "$(COMPONENT)/dep11/Components-$(NATIVE_ARCHITECTURE).yml";
              ShortDescription "Components-$(NATIVE_ARCHITECTURE)";
              Description "$(RELEASE)/$(COMPONENT) $(NATIVE_ARCHITECTURE) DEP-11 Metadata";
              KeepCompressed "false";
              DefaultEnabled "{{(indexes.Components ? "true" : "false")}}";
            };
            APT::Sandbox::User "root";
            Debug::NoLocking "true";
            Dir::State::lists "{{Path.GetFullPath(lists)}}";
            Dir::Cache::pkgcache "";
            Dir::Cache::srcpkgcache "";

            """;
}
